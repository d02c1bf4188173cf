// Step 3: a school nominates, the county approves, the institution admits, the teacher confirms.
import assert from "node:assert/strict";
import { journey } from "./support/walk.mjs";
import { deed, press, see, withAccount } from "./support/people.mjs";

const CLASS = "甘肃省双语教师普通话培训3班";

/** Signs in, and stands on the first page. */
async function as(server, start, login, options) {
  const reader = await start(options);
  await reader.signIn(withAccount(server, login));
  await reader.page.goto("/");
  return reader;
}

/** The candidates of the list: name, words on the rules. */
const candidates = (page) => page.locator("#candidates tbody tr").evaluateAll((rows) => rows.map((row) => ({ name: row.children[0].textContent, rules: row.children[2].textContent })));

const row = (page, name) => page.getByRole("row").filter({ hasText: name }).first();

async function nominate(school, name) {
  await Promise.all([school.page.waitForEvent("load"), row(school.page, name).getByRole("link", { name: "提名" }).click()]);
}

const chosen = (page, name) => page.getByRole("checkbox", { name });

journey("two teachers are nominated, one by exception, and go the whole way", async ({ server, start }) => {
  const school = await as(server, start, "lintan.1");
  await deed(school, `可以提名：${CLASS}`, "去提名");
  await school.look("candidates");
  const list = await candidates(school.page);
  const older = list.find((it) => it.rules.includes("须申请例外：R4"));
  const account = (name) => [...server.accounts.values()].filter((it) => it.name === name && it.duty === "teacher");
  const young = list.find((it) => !it.rules.includes("须申请例外") && !it.rules.includes("不能提名") && account(it.name).length === 1);
  assert.ok(older && young, `the school has both kinds: ${JSON.stringify(list)}`);

  // Every rule with its clause; the one in the way asks for a reason.
  await nominate(school, older.name);
  await school.look("candidate-over-age");
  await see(school, "参训教师年龄原则上不超过45周岁");
  await see(school, /出生，开班当天 \d+ 周岁/);
  for (const code of ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8"]) await see(school, new RegExp(`^${code} `));
  await school.page.locator("form:has(textarea)").evaluate((form) => (form.noValidate = true));
  await press(school, "button", "提名并申请例外");
  await school.look("candidate-without-reason", { status: 422 });
  await school.page.getByLabel(/R4 .*申请例外的理由/).fill("全校唯一的双语语文教师，承担示范任务。");
  await press(school, "button", "提名并申请例外");
  await see(school, `已提名${older.name}，例外已报上级审批`);
  await nominate(school, young.name);
  await school.look("candidate");
  await press(school, "button", "提名");
  await see(school, `已提名${young.name}，等待县级审核`);
  await school.look("candidates-nominated");

  // The county cannot pass over an exception that nobody decided, and gives reasons for a return.
  const county = await as(server, start, "lintan");
  await county.look("county-home");
  await deed(county, `待审核：${CLASS}`, "去审核");
  await county.look("approvals");
  await chosen(county.page, young.name).check();
  await chosen(county.page, older.name).check();
  await press(county, "button", "审核通过");
  await see(county, `${older.name}还有 1 项例外申请没有审批`);
  await county.look("approvals-exception-open", { status: 409 });
  assert.ok(await chosen(county.page, young.name).isChecked(), "the ticks are kept");
  await press(county, "button", "退回");
  await see(county, "请填写 4 至 500 个字的理由");
  await county.look("approvals-mute", { status: 422 });

  const language = await as(server, start, "gansu.yuwei");
  await language.look("language-home");
  await deed(language, "1 项例外等待审批", "审批");
  await language.look("exceptions");
  await deed(language, older.name, "审批");
  await language.look("exception");
  await see(language, "全校唯一的双语语文教师，承担示范任务。");
  await language.page.getByLabel("审批意见").fill("同意，每班不超过2人。");
  await press(language, "button", "准予例外");
  await see(language, `已准予${older.name}的例外`);
  await language.look("exceptions-empty");

  await county.page.goto("/");
  await deed(county, `待审核：${CLASS}`, "去审核");
  await see(county, "R4 已准予");
  await chosen(county.page, "全选").check();
  assert.ok(await chosen(county.page, older.name).isChecked());
  await press(county, "button", "审核通过");
  await see(county, "已通过 2 人");
  await county.look("approvals-done");
  await press(county, "link", CLASS);
  await see(county, "县审通过，待录取");
  await county.look("recruitment-of-a-county");
  await press(county, "link", older.name);
  await see(county, "同意，每班不超过2人。");
  await county.look("way-of-a-candidate");

  const manager = await as(server, start, "longyuan");
  await manager.look("manager-home-admission");
  await deed(manager, `待录取：${CLASS}`, "录取");
  await see(manager, "还可录取 40 人");
  await manager.look("admissions");
  await press(manager, "button", "录取");
  await see(manager, "请先勾选人员");
  await manager.look("admissions-nobody", { status: 422 });
  await chosen(manager.page, young.name).check();
  await chosen(manager.page, older.name).check();
  await press(manager, "button", "录取");
  await see(manager, "已录取 2 人，等待本人确认");
  await press(manager, "link", CLASS);
  await see(manager, "2 人等待本人确认");
  await manager.look("class-recruiting");

  const teacher = await start();
  await teacher.signIn(young.name);
  await teacher.page.goto("/");
  await teacher.look("teacher-home-admitted");
  await deed(teacher, `确认参加：${CLASS}`, "确认参加");
  await see(teacher, "培训不向学员收取任何费用");
  await teacher.look("enrolment-to-confirm");
  await press(teacher, "button", "我确认参加");
  await see(teacher, "已确认参加");
  await see(teacher, "本人已确认");
  await teacher.look("enrolment-confirmed");
  await press(teacher, "link", "我的班次");
  await teacher.look("classes-of-a-teacher");

  await manager.page.reload();
  const confirmed = manager.page.locator(".figure").filter({ hasText: "本人已确认" });
  assert.match(await confirmed.textContent(), /^本人已确认1\D/);
  await confirmed.getByRole("link").click();
  await manager.page.waitForURL("**state=reached-confirmed**");
  await see(manager, young.name);
  assert.equal(await manager.page.locator("#roster tbody tr").count(), 1, "the list behind the figure holds whoever it counts");
});

journey("without script a school nominates and the county returns it", async ({ server, start }) => {
  const school = await as(server, start, "zhuoni.1", { javaScriptEnabled: false });
  await deed(school, `可以提名：${CLASS}`, "去提名");
  const names = await school.page.locator("#candidates tbody tr").filter({ hasNotText: "须申请例外" }).filter({ hasNotText: "不能提名" }).locator("th").allTextContents();
  await nominate(school, names[0]);
  await press(school, "button", "提名");
  await see(school, `已提名${names[0]}`);
  const county = await as(server, start, "zhuoni", { javaScriptEnabled: false });
  await deed(county, `待审核：${CLASS}`, "去审核");
  await chosen(county.page, names[0]).check();
  await county.page.getByLabel("退回理由").fill("本学期已承担支教任务。");
  await press(county, "button", "退回");
  await see(county, "已退回 1 人");
  await school.page.goto("/classes");
  await press(school, "link", CLASS);
  await see(school, "本学期已承担支教任务。");
});

journey("another province and another county see nothing of it", async ({ server, start }) => {
  const school = await as(server, start, "lintan.1");
  await deed(school, `可以提名：${CLASS}`, "去提名");
  const path = new URL(school.page.url()).pathname;
  const list = await candidates(school.page);
  await nominate(school, list[0].name);
  const candidate = new URL(school.page.url()).pathname;
  for (const [login, address] of [
    ["qinghai", path.replace("/nominations", "")],
    ["tongren", path.replace("nominations", "approvals")],
    ["tongren.1", path],
    ["zhuoni.1", candidate],
  ]) {
    const stranger = await as(server, start, login);
    await stranger.visit(`nothing-for-${login}`, address, { status: 404 });
    assert.ok(!(await stranger.page.content()).includes(list[0].name));
  }
}, { sizes: [{ width: 360, height: 740, phone: true }] });
