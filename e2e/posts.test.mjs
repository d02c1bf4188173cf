// A county enters posts, somebody leaves and comes back, and two counties agree on a transfer.
import { journey } from "./support/walk.mjs";
import { day, press, see, withAccount } from "./support/people.mjs";

/** The file of somebody of the county's first school; the page it is on. */
async function file(officer) {
  await press(officer, "link", "花名册", { exact: true });
  await press(officer, "link", "在册教师");
  await officer.page.locator("tbody th a").first().click();
  await officer.page.waitForLoadState("load");
  await officer.page.locator("tbody th a").nth(1).click();
  await officer.page.waitForLoadState("load");
  return { name: await officer.page.locator("h1").textContent(), };
}

/** The code of a school of whoever is signed in, the last of the list. */
async function school(officer) {
  await officer.page.goto("/");
  await press(officer, "link", "花名册", { exact: true });
  await press(officer, "link", "在册教师");
  const rows = officer.page.locator("tbody tr").filter({ hasText: /[1-9]\d{9}/ });
  return (await rows.last().textContent()).match(/[1-9]\d{9}/)[0];
}

journey("a county enters a second post, and somebody leaves and comes back", async ({ server, start }) => {
  const officer = await start();
  const { page } = officer;
  await officer.signIn(withAccount(server, "lintan"));
  const other = await school(officer);
  await page.goto("/");
  await file(officer);
  await officer.look("person-posts");

  await press(officer, "link", "登记任职");
  await officer.look("post-new");
  await page.getByLabel("支教").check();
  await page.getByLabel("单位代码").fill(other);
  await page.getByLabel("岗位", { exact: true }).selectOption("10");
  await page.getByLabel("起始日期").fill(day("", -10));
  await page.getByLabel("事由").fill("县域内支教");
  await press(officer, "button", "登记这项任职");
  await officer.look("post-refused", { status: 422 });
  await see(officer, "支教和交流轮岗有期限");
  await page.getByLabel("结束日期").fill(day("", 200));
  await press(officer, "button", "登记这项任职");
  await see(officer, "支教");
  await officer.look("person-two-posts");

  await page.getByRole("row").filter({ hasText: "支教" }).getByRole("link").first().click();
  await page.waitForLoadState("load");
  await officer.look("post-one");
  await page.locator("#f-until").fill(day("", -1));
  await page.locator("#f-why").fill("任务提前完成");
  await press(officer, "button", "结束这项任职");
  await see(officer, "已结束");

  await press(officer, "link", "登记离岗");
  await officer.look("leaving");
  await page.getByLabel("退休").check();
  await page.getByLabel("最后一日").fill(day("", -1));
  await page.getByLabel("事由").fill("到龄退休");
  await press(officer, "button", "登记离岗");
  await see(officer, "已离岗");
  await officer.look("person-left");
  await press(officer, "link", "登记返岗");
  await officer.look("return");
  await page.getByLabel("岗位", { exact: true }).selectOption("10");
  await page.getByLabel("起始日期").fill(day(""));
  await page.getByLabel("事由").fill("返聘");
  await press(officer, "button", "登记返岗");
  await see(officer, "登记任职");
});

journey("a transfer between two counties waits for both and takes effect", async ({ server, start }) => {
  const [officer, taker] = [await start(), await start()];
  await taker.signIn(withAccount(server, "zhuoni"));
  const code = await school(taker);
  await officer.signIn(withAccount(server, "lintan"));
  const { name } = await file(officer);
  await press(officer, "link", "申请调出");
  await officer.look("transfer-new");
  await officer.page.getByLabel("主岗").check();
  await officer.page.getByLabel("单位代码").fill(code);
  await officer.page.getByLabel("岗位", { exact: true }).selectOption("10");
  await officer.page.getByLabel("起始日期").fill(day(""));
  await officer.page.getByLabel("事由").fill("夫妻团聚");
  await press(officer, "button", "提出申请");
  await officer.look("transfer-waits");
  await see(officer, "等待县级教育行政部门确认");

  await taker.page.goto("/");
  await see(taker, `确认 ${name} 的调动`);
  await press(taker, "link", "调动", { exact: true });
  await taker.look("transfers");
  await press(taker, "link", name);
  await press(taker, "button", "确认调动");
  await see(taker, "已生效");
  await taker.look("transfer-done");
  await taker.page.goto("/transfers/new");
  await taker.look("transfer-take");
});
