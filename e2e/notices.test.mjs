// A province drafts a notice, attaches a file and issues it; a county answers, and the province sees who has not.
import { journey } from "./support/walk.mjs";
import { deed, press, see, withAccount } from "./support/people.mjs";

const TITLE = "关于报送普通话培训计划的通知";

journey("a notice is issued, answered, and the others are reminded", async ({ server, start }) => {
  const province = await start();
  await province.signIn(withAccount(server, "gansu"));
  await province.visit("notices-issued", "/notices?view=issued");
  await press(province, "link", "起草通知");
  await province.look("notice-new");
  const { page } = province;
  await page.getByLabel("文号").fill("第4号");
  await page.getByLabel("标题").fill(TITLE);
  await page.getByLabel("正文").fill("各县（市）教育局：\n请按时报送本年度普通话培训计划。");
  await page.getByLabel("县级教育行政部门").check();
  await page.getByLabel("办理要求").fill("报送培训计划人数");
  await page.getByLabel("回复时限").fill("5");
  await press(province, "button", "保存草稿");
  await province.look("notice-wrong", { status: 422 });
  await see(province, "文号要有发文机关代字");
  await page.getByLabel("文号").fill("甘教师函[2026]88号");
  await press(province, "button", "保存草稿");
  await see(province, "这是草稿");
  await page.getByLabel("添加附件").setInputFiles({ name: "计划表.xlsx", mimeType: "application/zip", buffer: Buffer.from("PK") });
  await press(province, "button", "上传附件");
  await see(province, "计划表.xlsx");
  await province.look("notice-draft");
  await page.getByRole("button", { name: "印发通知" }).first().click();
  const came = page.waitForEvent("load");
  await page.getByRole("dialog").getByRole("button", { name: "印发通知" }).click();
  await came;
  await see(province, "甘教师函〔2026〕88号 已印发");

  const county = await start();
  await county.signIn(withAccount(server, "lintan"));
  await deed(county, TITLE, "签收");
  await see(county, "还没有签收");
  await county.look("notice-received");
  await press(county, "button", "签收");
  await see(county, "签收。");
  await county.page.getByLabel("回复内容").fill("本县计划 30 人。");
  await press(county, "button", "回复");
  await see(county, "本县计划 30 人。");
  await county.look("notice-answered");
  await county.visit("notices", "/notices");

  await page.reload();
  await press(province, "link", "签收情况");
  await press(province, "link", "已回复");
  await see(province, "本县计划 30 人。");
  await press(province, "link", "未签收");
  await province.look("notice-receipts");
  await press(province, "button", /^催办未签收的/);
  await see(province, "已催办");

  const ministry = await start();
  await ministry.signIn(withAccount(server, "moe"));
  await ministry.visit("calendar", "/calendar");
  await ministry.page.getByLabel("每行一天").fill("2027-02-06 休 春节\n2027-01-31 班 春节调休");
  await press(ministry, "button", "录入这些日期");
  await see(ministry, "已录入 2 天");
  await ministry.look("calendar-days");
});
