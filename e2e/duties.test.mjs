// Who may do what: seen by everybody with a duty, given by one officer, and by two where it is dangerous.
import assert from "node:assert/strict";
import { journey } from "./support/walk.mjs";
import { press, see, withAccount } from "./support/people.mjs";

const day = (days) => new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);

/** The officer looks for `who` and opens the duties of the first one found. */
async function choose(officer, who) {
  await press(officer, "link", "职责", { exact: true });
  await press(officer, "link", "授予职责");
  await officer.page.getByRole("searchbox", { name: "姓名、拼音或号码" }).fill(who);
  await press(officer, "button", "查找", { exact: true });
  await officer.look("duty-found");
  await officer.page.getByRole("link", { name: "选择" }).last().click();
  await officer.page.waitForLoadState("load");
}

journey("a county gives a school its second officer", async ({ server, start }) => {
  const officer = await start();
  const { page } = officer;
  await officer.signIn(withAccount(server, "lintan"));
  await press(officer, "link", "职责", { exact: true });
  await see(officer, "本机构和上级的职责");
  await officer.look("duties");
  await press(officer, "link", "各项职责的权限");
  await see(officer, "GB/T 22239-2019 8.1.4.1");
  await officer.look("duty-kinds");
  await press(officer, "link", "审计管理员");
  await see(officer, "三员分立");
  await officer.look("duty-auditor");

  await choose(officer, "zh");
  await officer.look("duty-person");
  await press(officer, "link", "授予职责");
  await officer.look("duty-choices");
  await page.locator("tr", { hasText: "学校师训管理员" }).getByRole("link", { name: "选择" }).click();
  await page.waitForLoadState("load");
  await see(officer, "人的资料");
  await officer.look("duty-form");
  await page.getByLabel("截止日期").fill(day(-3));
  await page.getByLabel("事由").fill("原管理员休产假");
  await press(officer, "button", "授予", { exact: true });
  await officer.look("duty-refused", { status: 422 });
  assert.equal(await page.getByLabel("事由").inputValue(), "原管理员休产假", "what was typed is kept");
  await page.getByLabel("截止日期").fill(day(90));
  await press(officer, "button", "授予", { exact: true });
  await see(officer, "一分钟内生效");
  await officer.look("duty-given");
});

journey("what changes many files takes two officers of the province", async ({ server, start }) => {
  const [one, two] = [await start(), await start()];
  await one.signIn(withAccount(server, "gansu"));
  await choose(one, "zh");
  await press(one, "link", "授予职责");
  await one.page.locator("tr", { hasText: "县级教育行政部门" }).getByRole("link", { name: "选择" }).click();
  await one.page.waitForLoadState("load");
  await one.page.getByLabel("事由").fill("借调到县教育局");
  await press(one, "button", "提交复核");
  await see(one, "提交人和本人不能复核");
  await one.look("proposal-own");
  await two.signIn(withAccount(server, "gansu.2"));
  await press(two, "link", "职责", { exact: true });
  await press(two, "link", "待复核的职责");
  await two.look("proposals");
  await press(two, "link", "查看");
  await two.look("proposal");
  await press(two, "button", "同意授予");
  await see(two, "同意，已授予");
  await two.look("proposal-approved");
});

journey("a school officer who is away has a stand-in, and a duty that is taken away ends", async ({ server, start }) => {
  const head = await start();
  const { page } = head;
  await head.signIn(withAccount(server, "lintan.1"));
  await page.goto("/me");
  await press(head, "link", "委托他人代行");
  await head.look("delegation");
  await press(head, "link", "委托他人", { exact: true });
  await page.getByRole("searchbox", { name: "姓名、拼音或号码" }).fill("z");
  await press(head, "button", "查找", { exact: true });
  await head.look("delegation-found");
  await page.getByRole("link", { name: "选择" }).last().click();
  await page.waitForLoadState("load");
  await head.look("delegation-form");
  await page.getByLabel("截止日期").fill(day(9));
  await page.getByLabel("事由").fill("外出培训");
  await press(head, "button", "委托", { exact: true });
  await see(head, "收回委托");
  await head.look("delegation-held");

  await page.goto("/duties/finding");
  await page.getByRole("searchbox", { name: "姓名、拼音或号码" }).fill("写了很久");

  const officer = await start();
  await officer.signIn(withAccount(server, "lintan"));
  await press(officer, "link", "职责", { exact: true });
  await officer.page.getByRole("link", { name: "临潭县城关民族小学" }).click();
  await officer.page.waitForLoadState("load");
  await officer.look("duties-school");
  await press(officer, "link", withAccount(server, "lintan.1"));
  await press(officer, "link", "学校师训管理员");
  await see(officer, "1 人同时失效");
  await officer.look("term");
  await officer.page.getByLabel("事由").fill("岗位调整");
  await press(officer, "button", "收回职责");
  await see(officer, "一分钟内生效");
  await officer.look("term-ended");

  // What the other one was typing is refused, and not lost.
  await press(head, "button", "查找", { exact: true });
  await head.look("typed", { status: 403 });
  assert.equal(await page.getByLabel("没有提交").inputValue(), "写了很久");
});
