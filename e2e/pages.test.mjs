// The pages that no journey crosses, held against the guards.
import { journey } from "./support/walk.mjs";
import { press, withAccount } from "./support/people.mjs";

journey("pages of the house for those who look after it", async ({ server, start }) => {
  const [nobody, auditor, county, manager, teacher] = await Promise.all([start(), start(), start(), start(), start()]);
  await nobody.visit("about", "/about");
  await nobody.visit("privacy", "/privacy");

  await auditor.signIn(withAccount(server, "audit"));
  await auditor.visit("audit", "/audit");
  await auditor.page.getByLabel(/登录名、证件号码/).fill("gansu");
  await press(auditor, "button", "查询");
  await auditor.look("audit-found");
  await auditor.visit("retention", "/retention");

  await county.signIn(withAccount(server, "lintan"));
  await county.visit("accounts", "/accounts");

  await manager.signIn(withAccount(server, "hehuang"));
  await manager.visit("studies", "/studies");
  await manager.visit("completions", "/completions");

  await teacher.signIn([...server.accounts.values()].find((it) => it.duty === "teacher" && it.shown).name);
  await teacher.visit("devices", "/me/devices");
});
