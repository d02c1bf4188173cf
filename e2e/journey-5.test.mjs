// Step 5: the completion list, the county's recognition, hours, the certificate and its public check.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { journey } from "./support/walk.mjs";
import { deed, press, see, withAccount } from "./support/people.mjs";

const CLASS = "甘肃省双语教师普通话培训1班";

/** A reader who has signed in with `login` and sees the first page. */
async function reader({ server, start }, login) {
  const walk = await start();
  await walk.signIn(withAccount(server, login));
  return walk;
}

/** Presses a button that asks first, and says yes. */
async function confirm(walk, name) {
  await walk.page.getByRole("button", { name, exact: true }).first().click();
  const dialog = walk.page.getByRole("dialog");
  await dialog.waitFor();
  const came = walk.page.waitForEvent("load");
  await dialog.getByRole("button", { name, exact: true }).click();
  await came;
}

/** The rows of a table as readers see them, by the name in their first cell. */
const row = (walk, name) => walk.page.getByRole("row").filter({ hasText: name }).first();

/** Names in the rows that carry `words`. */
async function names(walk, words) {
  const rows = walk.page.getByRole("row").filter({ hasText: words });
  const cells = await rows.locator("td:first-child, th[scope=row]").evaluateAll((list) =>
    list.map((cell) => {
      const copy = cell.cloneNode(true);
      for (const part of copy.querySelectorAll(".sr")) part.remove();
      return copy.textContent.trim();
    }),
  );
  return cells.filter(Boolean);
}

/** The text of a file of the browser's downloads. */
async function pdf(walk, link) {
  const [download] = await Promise.all([walk.page.waitForEvent("download"), link.click()]);
  const path = await download.path();
  return execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
}

async function handIn(world, manager) {
  await deed(manager, CLASS, "提交结业名单");
  await see(manager, "共 24 人：优秀 4 人（最多 4 人），合格 19 人，未结业 1 人");
  await manager.look("completion");
  const [weak] = await names(manager, "未结业");

  // Somebody whose evidence is short cannot be made to pass; somebody who passes is held back with a reason.
  await row(manager, weak).getByRole("link").last().click();
  await see(manager, "未满足");
  await manager.look("completion-trainee");
  await manager.page.getByRole("radio", { name: "合格", exact: true }).check();
  await press(manager, "button", "保存");
  await see(manager, "学习记录还不完整，不能定为合格或优秀");
  await manager.look("completion-trainee-refused", { status: 422 });
  await manager.page.getByRole("navigation", { name: "所在位置" }).getByRole("link").click();
  await see(manager, "共 24 人");
  return weak;
}

/** Hands the list in by the keyboard alone. */
async function submitByKeyboard(manager) {
  const { page } = manager;
  await page.keyboard.press("Tab");
  for (let step = 0; step < 60; step += 1) {
    if ((await page.evaluate(() => document.activeElement?.textContent?.trim())) === "提交结业名单") break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  // The way back has the focus: the deed is one step away.
  await page.keyboard.press("Shift+Tab");
  const came = page.waitForEvent("load");
  await page.keyboard.press("Enter");
  await came;
}

journey("a list is handed in, sent back, confirmed; hours are posted and a certificate can be checked", async (world) => {
  const { server, start } = world;
  const manager = await reader(world, "longyuan");
  await manager.look("institution-desk");
  const weak = await handIn(world, manager);
  await submitByKeyboard(manager);
  await see(manager, "已提交 24 人的结业名单，送 2 个县（市、区）认定");
  await manager.look("completion-submitted");

  // The county looks at its own people only, and sends one back.
  const county = await reader(world, "lintan");
  await county.look("county-desk-recognition");
  await deed(county, CLASS, "去办理");
  await county.look("recognition");
  const good = (await names(county, "合格")).filter((name) => name !== weak);
  assert.ok(good.length > 5, "the county sees its own people");
  assert.ok(!(await county.page.locator("main").innerText()).includes("卓尼县"), "and no other county's");
  await row(county, good[0]).getByRole("checkbox").check();
  await county.page.getByLabel("退回理由").fill("缺签");
  await press(county, "button", "退回机构");
  await see(county, "请写明理由");
  await county.look("recognition-no-reason", { status: 422 });
  assert.ok(await row(county, good[0]).getByRole("checkbox").isChecked(), "what was ticked stays ticked");
  await county.page.getByLabel("退回理由").fill("签到表第三天缺签，请核对出勤分钟数");
  await press(county, "button", "退回机构");
  await see(county, "已退回");
  await county.look("recognitions");

  // The institution corrects the attendance and hands the part in again.
  await manager.page.goto("/");
  await manager.look("institution-desk-returned");
  await deed(manager, "退回", "修改");
  await see(manager, "签到表第三天缺签");
  await manager.look("completion-returned");
  await row(manager, good[0]).getByRole("link").last().click();
  await manager.page.getByLabel("缺勤分钟数").fill("135");
  await press(manager, "button", "保存");
  await confirm(manager, "提交结业名单");
  await see(manager, "已提交");

  await county.page.goto("/");
  await deed(county, CLASS, "去办理");
  await confirm(county, "确认并登记学时");
  await see(county, "已认定");
  const second = await reader(world, "zhuoni");
  await deed(second, CLASS, "去办理");
  await confirm(second, "确认并登记学时");
  await see(second, "已认定");
  await manager.page.goto("/");
  await press(manager, "link", "结业名单", { exact: true });
  await press(manager, "link", CLASS, { exact: true });
  await see(manager, "全部认定");
  await manager.look("completion-confirmed");
  await manager.page.goto("/");
  await see(manager, `报送汇总表、统计表：${CLASS}`);

  // The teacher: the certificate on the first page, hours, and why.
  // A name that stands for one person only, here and among all who can sign in.
  const accounts = JSON.parse(readFileSync(join(server.data, "demo-accounts.json"), "utf8"));
  const once = (list, name) => list.filter((it) => it === name).length === 1;
  const everybody = accounts.map((it) => it.name);
  const alone = good.slice(1).find((name) => once(good, name) && once(everybody, name));
  const account = accounts.find((it) => it.name === alone);
  assert.ok(account, `one of ${good} can sign in`);
  const teacher = await start();
  await teacher.signIn(account.name);
  await teacher.look("teacher-desk-certificate");
  await see(teacher, `“${CLASS}”的证书已发`);
  await press(teacher, "link", "我的学时", { exact: true });
  await see(teacher, "59");
  await teacher.look("hours");
  await press(teacher, "link", /为什么/);
  await see(teacher, "从依据到学时");
  await see(teacher, "教师厅〔2011〕2号");
  await see(teacher, "2655 分钟 + 网络 5 分钟 = 2660 分钟".replace("2655", "面授 2655"));
  await teacher.look("hours-why");
  await press(teacher, "link", /学完 2 \/ 2 讲/);
  await teacher.look("hours-evidence");
  await teacher.page.goBack();
  const paper = await pdf(teacher, teacher.page.getByRole("link", { name: "下载证书" }));
  assert.match(paper.replace(/\s/g, ""), new RegExp(`${account.name}.*${CLASS}.*59学时`));
  const number = /\b\d{18}\b/.exec(paper.replaceAll(" ", ""))?.[0] ?? /\d{18}/.exec(paper.replace(/\s/g, ""))?.[0];
  assert.ok(number, `the paper has a number:\n${paper}`);
  const written = /国培证字\(\d{4}\)第62-\d{6}号/.exec(paper.replace(/\s/g, ""))?.[0];
  assert.ok(written, "and its written form");

  await check(world, number, written, account.name);
  await reverse(world, county, account.name, number);
});

/** Anybody checks it, without an account. */
async function check({ start }, number, written, name) {
  const anybody = await start();
  await anybody.page.goto("/");
  await anybody.page.getByLabel("证书编号").first().fill(written);
  await anybody.page.getByLabel("证书编号").first().press("Enter");
  await see(anybody, "证书有效");
  await anybody.look("certificate-valid");
  const shown = await anybody.page.locator("main").innerText();
  assert.ok(!shown.includes(name) && shown.includes("*"), "the name is masked");
  const slip = number.slice(0, 12) + String((Number(number[12]) + 1) % 10) + number.slice(13);
  await anybody.page.getByLabel("证书编号").fill(slip);
  await press(anybody, "button", "查验");
  await see(anybody, "查验码的校验位不对");
  await anybody.look("certificate-slip", { status: 404 });
  await anybody.page.getByLabel("证书编号").fill("国培证字(2026)第62-999999号");
  await press(anybody, "button", "查验");
  await see(anybody, "没有发过这个编号的证书");
  await anybody.look("certificate-unknown", { status: 404 });
}

/** A county asks for a reversal, the province grants it: the ledger keeps both, the certificate is revoked. */
async function reverse(world, county, name, number) {
  await county.page.goto("/");
  await press(county, "link", "学时认定", { exact: true });
  await press(county, "link", CLASS, { exact: true });
  await press(county, "link", `${name} 的学时`, { exact: true });
  await county.look("hours-of-a-teacher");
  await press(county, "link", /为什么/);
  await county.look("hours-why-officer");
  await press(county, "link", "申请冲正学时");
  await county.look("reversal");
  await county.page.getByLabel("理由").fill("经核查，该学员第二周由他人代为签到");
  await press(county, "button", "提交审核");
  await see(county, "已提交，等另一位同事审核");
  await county.look("corrections-county");

  const province = await reader(world, "gansu");
  await province.look("province-desk-correction");
  await deed(province, "审核学时冲正", "去办理");
  await province.look("correction");
  await province.page.getByRole("radio", { name: /^同意/ }).check();
  await press(province, "button", "审核");
  await see(province, "已审核");

  const anybody = await world.start();
  await anybody.page.goto(`/certificates/${number}`);
  await see(anybody, "撤销理由：经核查，该学员第二周由他人代为签到");
  await anybody.look("certificate-revoked");
  await county.page.goto("/");
  await press(county, "link", "学时认定", { exact: true });
  await press(county, "link", CLASS, { exact: true });
  await press(county, "link", `${name} 的学时`, { exact: true });
  await see(county, "已冲正");
  await county.look("hours-reversed");
}

journey("a province revokes a certificate: one officer asks, another one decides", async (world) => {
  const asker = await reader(world, "gansu");
  await press(asker, "link", "学时认定", { exact: true });
  await press(asker, "link", "2011年甘肃省双语教师普通话培训1班", { exact: true });
  const [name] = await names(asker, "合格");
  await press(asker, "link", `${name} 的学时`, { exact: true });
  await press(asker, "link", /2011—2015/);
  await press(asker, "link", /为什么/);
  await press(asker, "link", "申请撤销证书");
  await asker.page.getByLabel("理由").fill("结业考核成绩登记有误，经复核撤销");
  await press(asker, "button", "提交审核");
  await see(asker, "已提交，等另一位同事审核");
  await press(asker, "link", `查看 ${name}`);
  await see(asker, "提出更正的人不能自己审核");

  const other = await reader(world, "gansu.2");
  await deed(other, `审核证书撤销：${name}`, "去办理");
  await press(other, "link", name, { exact: true });
  const number = await other.page.getByRole("link", { name: /^\d{18}$/ }).innerText();
  await other.page.goto("/");
  await deed(other, `审核证书撤销：${name}`, "去办理");
  await other.page.getByRole("radio", { name: /^同意/ }).check();
  await press(other, "button", "审核");
  await see(other, "已审核");
  await other.visit("certificate-revoked-alone", `/certificates/${number}`);
  await see(other, "撤销理由：结业考核成绩登记有误，经复核撤销");
}, { sizes: [{ width: 1366, height: 768, phone: false }] });

journey("without script a list is handed in, and a certificate is checked", async (world) => {
  const plain = await world.start({ javaScriptEnabled: false });
  await plain.page.goto("/");
  await plain.page.getByLabel("证书编号").first().fill("hello");
  await plain.page.getByRole("button", { name: "查验" }).or(plain.page.getByRole("button", { name: "查询" })).first().click();
  await see(plain, "这不是本平台的证书编号");
  plain.forgive();
  const manager = await world.start({ javaScriptEnabled: false });
  await manager.signIn(withAccount(world.server, "longyuan"));
  await deed(manager, CLASS, "提交结业名单");
  await manager.page.getByRole("button", { name: "提交结业名单" }).first().click();
  await see(manager, "已提交 24 人的结业名单");
}, { sizes: [{ width: 360, height: 740, phone: true }] });
