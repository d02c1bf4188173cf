// Step 6: the two annexes of a finished class are completed, checked, submitted, received or returned.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { journey } from "./support/walk.mjs";
import { deed, press, see, withAccount } from "./support/people.mjs";

const CLASS = "青海省双语教师普通话网络研修1班";

const FACTS = {
  参加训前测试人数: "200",
  参加训后测试人数: "200",
  授课教师数: "14",
  管理人员数: "3",
  问卷发放: "200",
  问卷回收: "198",
  有效问卷: "196",
  经费预算: "600000",
  中央专项: "400000",
  省配套: "150000",
  其他来源: "50000",
  到位金额: "600000",
  实际支出: "590000.5",
  结余: "9999.5",
  填表人: "何录",
  审核人: "邹核",
  单位负责人: "秦领",
  联系电话: "0971-0000000",
};

async function reader({ server, start }, login) {
  const walk = await start();
  await walk.signIn(withAccount(server, login));
  return walk;
}

/** The field of this label, whether or not it says 选填. */
const field = (walk, label) => walk.page.getByLabel(new RegExp(`^${label}( 选填)?$`));

/** Presses a button that asks first, and says yes. */
async function confirm(walk, name) {
  await walk.page.getByRole("button", { name, exact: true }).first().click();
  const dialog = walk.page.getByRole("dialog");
  await dialog.waitFor();
  const came = walk.page.waitForEvent("load");
  await dialog.getByRole("button", { name, exact: true }).click();
  await came;
}

/** The bytes behind a link that downloads, and where they lie. */
async function download(walk, name) {
  const [file] = await Promise.all([
    walk.page.waitForEvent("download"),
    walk.page.getByRole("link", { name, exact: true }).first().click(),
  ]);
  const path = await file.path();
  return { path, bytes: readFileSync(path), name: file.suggestedFilename() };
}

const sm3 = (bytes) => createHash("sm3").update(bytes).digest("hex");
const words = (path) => execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });

/** What the records do not hold, typed; a wrong amount first. */
async function fill(manager) {
  await press(manager, "link", "补充班次信息");
  await manager.look("return-entries");
  for (const [label, value] of Object.entries(FACTS)) await field(manager, label).fill(value);
  await field(manager, "经费预算").fill("六十万");
  await manager.page.getByRole("radio", { name: "否", exact: true }).check();
  await press(manager, "button", "保存");
  await see(manager, "请以元为单位填写");
  assert.equal(await field(manager, "联系电话").inputValue(), FACTS.联系电话, "what was typed stays");
  await manager.look("return-entries-wrong", { status: 422 });
  await field(manager, "经费预算").fill("610000");
  await press(manager, "button", "保存");
  await see(manager, "已保存，两张表已重新计算");
}

/** The scores of two hundred, pasted from a spreadsheet. */
async function paste(manager) {
  await press(manager, "link", "补充学员信息");
  const sheet = manager.page.getByLabel("学员补充信息");
  const lines = (await sheet.inputValue()).trimEnd().split("\n").map((line) => line.split("\t"));
  const head = lines[0];
  const scored = (nth, values) => {
    const cells = head.map((_, at) => lines[nth][at] ?? "");
    for (const [column, value] of Object.entries(values)) {
      const at = head.indexOf(column);
      assert.ok(at > 0, `the sheet has the column ${column}: ${head.join(" ")}`);
      cells[at] = value;
    }
    return cells.join("\t");
  };
  const made = lines.slice(1).map((_, at) =>
    scored(at + 1, { 训前测试分: String(66 + (at % 20)), 训后测试分: String(75 + (at % 20)), "出勤率（%）": "98.5" }),
  );
  await sheet.fill([head.join("\t"), scored(1, { 训前测试分: "一百" }), ...made.slice(1)].join("\n"));
  await press(manager, "button", "保存");
  await see(manager, "第 2 行");
  await manager.look("return-sheet-wrong", { status: 422 });
  await manager.page.getByLabel("学员补充信息").fill([head.join("\t"), ...made].join("\n"));
  await press(manager, "button", "保存");
  await see(manager, "已保存 200 名学员的信息");
  await manager.look("return-people");
}

/** A number of Annex 1 opens the rows that make it. */
async function drill(manager) {
  const link = manager.page.getByRole("link", { name: /女$/ }).first();
  const count = Number.parseInt(await link.innerText(), 10);
  const came = manager.page.waitForEvent("load");
  await link.click();
  await came;
  await see(manager, `${count} 人，全班 200 人`);
  assert.equal(await manager.page.locator("#trainees tbody tr").count(), count);
  await manager.look("return-people-drilled");
  await manager.page.goBack();
}

/** The files of a version agree with the digest that the page names. */
async function files(manager) {
  const page = await manager.page.locator("main").innerText();
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(page)?.[0];
  assert.ok(code, "the page names a verification code");
  for (const annex of ["附件1", "附件2"]) {
    const sheet = await download(manager, `${annex} XLSX`);
    assert.ok(page.includes(sm3(sheet.bytes)), `the page names the digest of ${sheet.name}`);
    const paper = await download(manager, `${annex} PDF`);
    const said = words(paper.path);
    assert.ok(said.replace(/\s/g, "").includes(sm3(sheet.bytes)), `the print of ${annex} names it too`);
    assert.ok(said.includes(code) && !said.includes("草稿"), "with the code, and as no draft");
    assert.doesNotMatch(said, /\b\d{17}[\dX]\b(?<!1020\d{14})/, "no identity number in the open");
  }
  return code;
}

journey("annexes are filled in, checked, submitted, returned with a reason and received by both offices", async (world) => {
  const manager = await reader(world, "hehuang");
  await manager.look("institution-desk-return");
  await deed(manager, CLASS, "填报");
  await see(manager, "项核对没有通过，不能报送");
  assert.equal(await manager.page.getByRole("button", { name: "报送", exact: true }).count(), 0, "nothing to submit yet");
  await manager.look("return-draft");
  const draft = await download(manager, "草稿附件1 PDF");
  assert.match(words(draft.path), /草稿/);
  await fill(manager);
  await see(manager, "600000 与 610000 不符");
  await manager.look("return-check-failed");
  await press(manager, "link", /去看 中央专项/);
  await field(manager, "经费预算").fill(FACTS.经费预算);
  await press(manager, "button", "保存");
  await paste(manager);
  await manager.page.getByRole("navigation", { name: "所在位置" }).getByRole("link").last().click();
  await see(manager, "15/15 项相符");
  await drill(manager);
  await confirm(manager, "报送");
  await see(manager, "已报送第 1 稿");
  await manager.look("return-submitted");
  const code = await files(manager);

  await decide(world, manager);
  await verify(world, code);
});

/** The province returns it with a reason; corrected, both offices receive it. */
async function decide(world, manager) {
  const province = await reader(world, "qinghai");
  await province.look("province-desk-return");
  await deed(province, CLASS, "审核");
  await province.look("return-to-receive");
  await province.page.getByRole("radio", { name: "退回修改" }).check();
  await press(province, "button", "提交决定");
  await see(province, "退回要写明理由");
  await province.look("return-no-reason", { status: 422 });
  await province.page.getByLabel("退回理由").fill("授课教师数与课程表不一致，请核对后重报");
  await press(province, "button", "提交决定");
  await see(province, "已退回承办单位");

  await manager.page.goto("/");
  await deed(manager, CLASS, "填报");
  await see(manager, "授课教师数与课程表不一致");
  await manager.look("return-given-back");
  await press(manager, "link", "补充班次信息");
  await field(manager, "授课教师数").fill("12");
  await press(manager, "button", "保存");
  await confirm(manager, "报送");
  await see(manager, "已报送第 2 稿");

  for (const login of ["qinghai", "qinghai.yuwei"]) {
    const office = await reader(world, login);
    await deed(office, CLASS, "审核");
    await office.page.getByRole("radio", { name: "收件", exact: true }).check();
    await office.page.getByRole("radio", { name: "纸质已收，两者一致" }).check();
    await press(office, "button", "提交决定");
    await see(office, "已收件");
    await office.look(`return-received-${login.includes(".") ? "language" : "education"}`);
  }
  await manager.page.reload();
  await see(manager, "已收件");
  assert.equal(await manager.page.getByRole("link", { name: "补充班次信息" }).count(), 0, "nothing changes any more");
}

/** Anybody compares the paper with the record. */
async function verify({ start }, code) {
  const anybody = await start();
  await anybody.page.goto("/");
  await press(anybody, "link", /核验/);
  await anybody.page.getByLabel("核验码").fill(code.replaceAll("-", "").toLowerCase());
  await press(anybody, "button", "查询");
  await see(anybody, "是本平台的报送件");
  await see(anybody, "已有第 2 稿，以最新一稿为准");
  await anybody.look("return-verified");
  await anybody.page.getByLabel("核验码").fill("ZZZZ-ZZZZ-ZZZZ");
  await press(anybody, "button", "查询");
  await see(anybody, "没有这个核验码");
  await anybody.look("return-unknown", { status: 404 });
}

journey("a return that came late says so, and one that is overdue counts its days", async (world) => {
  const province = await reader(world, "gansu");
  await deed(province, "2011年甘肃省双语教师普通话培训1班", "审核");
  await see(province, "逾期报送");
  await province.look("return-late");
  await province.page.getByRole("radio", { name: "退回修改" }).check();
  await province.page.getByLabel("退回理由").fill("请补充培训工作总结文号");
  await press(province, "button", "提交决定");
  const manager = await reader(world, "longyuan");
  await manager.look("institution-desk-overdue");
  await see(manager, /逾期 \d+ 天/);
  // Another province's institution does not learn that there is such a return.
  await deed(manager, "报送汇总表、统计表：2011年", "填报");
  const stranger = await reader(world, "hehuang");
  await stranger.visit("return-of-another", new URL(manager.page.url()).pathname, { status: 404 });
});
