// An officer finds a teacher by what is at hand.
import assert from "node:assert/strict";
import { journey } from "./support/walk.mjs";
import { press, see, withAccount } from "./support/people.mjs";

/** Somebody of the county, as the list of a school shows them: name, number. */
async function somebody(officer) {
  await press(officer, "link", "花名册", { exact: true });
  await press(officer, "link", "在册教师");
  await officer.page.locator("tbody th a").first().click();
  await officer.page.waitForLoadState("load");
  const row = officer.page.locator("tbody tr").first();
  return { name: await row.locator("th a").textContent(), number: await row.locator("td").first().textContent(), school: await officer.page.locator("h1").textContent() };
}

async function find(officer, who, school = "") {
  await officer.page.getByRole("searchbox", { name: "姓名、拼音或号码" }).fill(who);
  await officer.page.getByRole("searchbox", { name: /^学校/ }).fill(school);
  await press(officer, "button", "查找", { exact: true });
}

journey("a county finds a teacher by name, by digits and at a school", async ({ server, start }) => {
  const officer = await start();
  const { page } = officer;
  await officer.signIn(withAccount(server, "lintan"));
  const teacher = await somebody(officer);
  await page.goto("/");
  await press(officer, "link", "查找教师");
  await officer.look("find");

  await find(officer, [...teacher.name].join(" "));
  await officer.look("find-found");
  await see(officer, teacher.name);
  assert.ok(!decodeURIComponent(page.url()).includes(teacher.name), "the address names nobody");
  await find(officer, teacher.number.slice(-4));
  await see(officer, teacher.name);
  await find(officer, teacher.name.slice(0, 1), teacher.school);
  await see(officer, teacher.name);
  await page.reload();
  await see(officer, teacher.name);
  await page.getByRole("link", { name: teacher.name }).first().click();
  await see(officer, "证件号码和手机号只显示一部分");
  await page.goBack();
  await see(officer, teacher.name);

  await find(officer, "", "小学");
  await officer.look("find-schools");
  await see(officer, teacher.school.includes("小学") ? teacher.school : "小学");
  await find(officer, teacher.name.slice(0, 1), "小学");
  await press(officer, "link", /小学$/);
  await officer.look("find-at-school");
  await find(officer, "查无此人");
  await officer.look("find-nobody");
  await see(officer, "在您的管理范围内没有找到");
  await find(officer, "12345");
  await officer.look("find-refused", { status: 422 });
  await see(officer, "号码请填末四位");
  assert.equal(await page.getByRole("searchbox", { name: "姓名、拼音或号码" }).inputValue(), "12345", "what was typed is kept");
});

journey("a school finds its teachers without script", async ({ server, start }) => {
  const officer = await start({ javaScriptEnabled: false });
  await officer.signIn(withAccount(server, "lintan.1"));
  await press(officer, "link", "查找教师");
  await find(officer, "zzzz");
  await see(officer, "在您的管理范围内没有找到");
});

/** Asks for the list of the county's teachers, and fetches the file. */
async function takeOut(officer) {
  await press(officer, "link", "花名册", { exact: true });
  await press(officer, "link", "在册教师");
  await press(officer, "link", "导出教师名单");
}

journey("a county takes the list of its teachers out of the house", async ({ server, start }) => {
  const officer = await start();
  const { page } = officer;
  await officer.signIn(withAccount(server, "lintan"));
  await takeOut(officer);
  await officer.look("export");
  await page.getByLabel("含完整的证件号码和手机号").check();
  await press(officer, "button", "导出", { exact: true });
  await officer.look("export-refused", { status: 422 });
  await see(officer, "请写明导出完整号码的理由");
  await page.getByLabel("含完整的证件号码和手机号").uncheck();
  await page.getByLabel(/文本（CSV）/).check();
  await press(officer, "button", "导出", { exact: true });
  await see(officer, "可下载");
  await officer.look("export-ready");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /下载/ }).click()]);
  assert.match(file.suggestedFilename(), /教师名单.*\.csv$/);
  await page.getByRole("link", { name: "导出的名单" }).first().click();
  await officer.look("exports");
  await see(officer, "可下载");
});

journey("a county takes the list out without script", async ({ server, start }) => {
  const officer = await start({ javaScriptEnabled: false });
  await officer.signIn(withAccount(server, "lintan"));
  await takeOut(officer);
  await press(officer, "button", "导出", { exact: true });
  await officer.page.getByText("可下载").first().waitFor({ timeout: 20_000 });
});
