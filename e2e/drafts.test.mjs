// What was typed outlives the session: it is there again after signing in, and gone once it was taken.
import assert from "node:assert/strict";
import { journey } from "./support/walk.mjs";
import { day, press, see, withAccount } from "./support/people.mjs";

journey("a form that was sent after the session ended is not lost", async ({ server, start }) => {
  const manager = await start();
  const { page, context } = manager;
  const name = withAccount(server, "hehuang");
  await manager.signIn(name);
  await press(manager, "link", "班次", { exact: true });
  await press(manager, "link", /开设班次/);
  const form = new URL(page.url()).pathname;
  const field = (label) => page.getByLabel(label, { exact: true });
  await field("班次名称").fill("双语教师普通话培训七班");
  await page.getByLabel("省会（首府）集中").check();
  await field("培训地点").fill("河湟师范学院");
  await field("开班日期").fill(day());
  await field("结业日期").fill(day());
  await field("计划人数").fill("10");
  await context.clearCookies({ name: "xingtan" });
  await press(manager, "button", "保存");
  assert.equal(new URL(page.url()).pathname, "/sign-in");

  const person = server.accounts.get(name);
  await page.locator("input[name=login]").fill(person.account);
  await page.locator("input[name=password]").fill(person.password);
  await press(manager, "button", "登录");
  assert.equal(new URL(page.url()).pathname, form, "back at the form");
  await see(manager, "已恢复上次没有提交的内容");
  assert.equal(await field("班次名称").inputValue(), "双语教师普通话培训七班");
  assert.equal(await field("培训地点").inputValue(), "河湟师范学院");
  await manager.look("draft-restored");
});

journey("without script the look changes on a page with errors, and the form is still there", async ({ server, start }) => {
  const manager = await start({ javaScriptEnabled: false });
  const { page } = manager;
  await manager.signIn(withAccount(server, "hehuang"));
  await press(manager, "link", "班次", { exact: true });
  await press(manager, "link", /开设班次/);
  const form = new URL(page.url()).pathname;
  await page.getByLabel("班次名称", { exact: true }).fill("一班");
  await page.getByLabel("省会（首府）集中").check();
  await page.getByLabel("培训地点", { exact: true }).fill("河湟师范学院");
  await page.getByLabel("开班日期", { exact: true }).fill(day());
  await page.getByLabel("结业日期", { exact: true }).fill(day());
  await page.getByLabel("计划人数", { exact: true }).fill("10");
  await press(manager, "button", "保存");
  await see(manager, "班次名称为 4 至 60 个字");
  await manager.shoot("draft-refused");
  manager.forgive();
  await page.locator("details.me summary").click();
  await press(manager, "button", "大字");
  assert.equal(new URL(page.url()).pathname, form, "at the form, and at no page that is not there");
  assert.equal(await page.locator("html").getAttribute("data-type"), "large");
});
