// Step 1: an institution opens a class under an approved project; the province files it.
import assert from "node:assert/strict";
import { journey } from "./support/walk.mjs";
import { day, deed, press, see, withAccount } from "./support/people.mjs";

const NAME = "甘肃省双语教师普通话培训5班";
const rows = (first) =>
  [
    [first, "讲授", "国家通用语言文字法律法规和基础知识", "国家通用语言文字法", "180"],
    [first, "训练", "汉语拼音知识及其教学方法", "声母辨正训练", "180"],
    [day(first, 1), "训练", "普通话听、说、读、写能力训练", "朗读短文训练", "225"],
    [day(first, 2), "测试", "国家通用语言文字测试相关知识、技能", "结业模拟测试", "135"],
  ]
    .map((row) => row.join("\t"))
    .join("\n");

/** The plan of a class, typed; the days are given as the browser wants them. */
async function plan(page, from, until) {
  await page.getByLabel("班次名称").fill(NAME);
  await page.getByLabel("送训到地州").check();
  await page.getByLabel("培训地点").fill("甘南藏族自治州合作市样例教师发展中心");
  await page.getByLabel("开班日期").fill(from);
  await page.getByLabel("结业日期").fill(until);
  await page.getByLabel("计划人数").fill("40");
}

journey("a class is opened, returned, corrected and filed", async ({ server, start }) => {
  const opens = day(undefined, 40);
  const manager = await start();
  await manager.signIn(withAccount(server, "longyuan"));
  await manager.look("manager-home");
  await press(manager, "link", "班次", { exact: true });
  await manager.look("classes-of-an-institution");
  await press(manager, "link", /^开设班次/);
  await manager.look("class-new");

  // The last day before the first: the form comes again with what was typed.
  await plan(manager.page, opens, day(opens, -1));
  await press(manager, "button", "保存");
  await see(manager, "结业日期不能早于开班日期");
  assert.equal(await manager.page.getByLabel("班次名称").inputValue(), NAME);
  await manager.look("class-new-wrong", { status: 422 });
  await manager.page.getByLabel("结业日期").fill(day(opens, 14));
  await press(manager, "button", "保存");

  await see(manager, "已开设班次 GP");
  await manager.look("timetable-empty");
  await manager.page.getByLabel("课程表各行").fill(rows(opens).replace("讲授", "唱歌"));
  await press(manager, "button", "用这些行替换课程表");
  await see(manager, "第 1 行：");
  await manager.look("timetable-wrong", { status: 422 });
  await manager.page.getByLabel("课程表各行").fill(rows(opens));
  await press(manager, "button", "用这些行替换课程表");
  await see(manager, "课程表已替换，共 4 行");
  await manager.look("timetable");

  // Not filed: the class page says what that means, and the door to admissions is shut with the clause.
  await press(manager, "link", "返回班次");
  await see(manager, "教师〔2010〕4号");
  await manager.look("class-draft");
  const path = new URL(manager.page.url()).pathname;
  await manager.visit("class-unfiled", `${path}/admissions`, { status: 409 });
  await see(manager, "没有备案，不能招生，也不能登记学时");
  await see(manager, "教师〔2010〕4号");
  await manager.page.goBack();
  await press(manager, "button", "提交备案");
  await see(manager, "已提交甘肃省教育厅备案");
  await manager.look("class-submitted");

  // The school does not see it, and whoever has the address reads why.
  const school = await start();
  await school.signIn(withAccount(server, "lintan.1"));
  await school.page.goto("/classes");
  assert.equal(await school.page.getByText(NAME).count(), 0);
  await school.visit("nominations-unfiled", `${path}/nominations`, { status: 409 });
  await see(school, "教师〔2010〕4号");

  // The province returns it with a reason; without one nothing happens.
  const province = await start();
  await province.signIn(withAccount(server, "gansu"));
  await province.look("province-home");
  await deed(province, `待备案：${NAME}`, "办理备案");
  await province.look("filing");
  await province.page.getByLabel("退回意见").fill("改");
  await press(province, "button", "退回");
  await province.look("filing-mute", { status: 422 });
  await province.page.getByLabel("退回意见").fill("请补充普通话教学方法与技能的课程。");
  await press(province, "button", "退回");
  await see(province, "已退回陇原师范大学");

  await manager.page.goto("/");
  await manager.look("manager-home-returned");
  await deed(manager, `备案已退回：${NAME}`, "修改");
  await see(manager, "请补充普通话教学方法与技能的课程。");
  await manager.look("class-returned");
  await press(manager, "link", "课程表", { exact: true });
  await manager.page.getByLabel("日期", { exact: true }).fill(day(opens, 3));
  await manager.page.getByLabel("形式").selectOption("训练");
  await manager.page.getByLabel("内容").selectOption("普通话教学方法与技能");
  await manager.page.getByLabel("主题").fill("双语课堂的普通话教学");
  await manager.page.getByLabel("分钟").fill("180");
  await press(manager, "button", "添加一次课");
  await see(manager, "已添加");
  await press(manager, "link", "返回班次");
  await press(manager, "button", "提交备案");

  await province.page.goto("/");
  await deed(province, `待备案：${NAME}`, "办理备案");
  await province.page.getByRole("button", { name: "准予备案" }).click();
  const came = province.page.waitForEvent("load");
  await province.page.getByRole("dialog").getByRole("button", { name: "准予备案" }).click();
  await came;
  await see(province, /已备案，备案号 BA62-\d{4}-\d{4}/);
  await province.look("class-filed");

  await school.page.goto("/");
  await school.look("school-home");
  await deed(school, `可以提名：${NAME}`, "去提名");
  await see(school, NAME);

  // Twice is once.
  await province.visit("filing-again", `${path}/filing`, { status: 409 });
  await see(province, "不需要重复办理");
});

journey("a class is opened with the keyboard alone", async ({ server, start }) => {
  const manager = await start();
  await manager.signIn(withAccount(server, "longyuan"));
  const { page } = manager;
  await page.goto("/classes");
  const keys = page.keyboard;
  const reach = async (what) => {
    for (let step = 0; step < 60; step += 1) {
      if (await what.evaluate((it) => it === document.activeElement)) return;
      await keys.press("Tab");
    }
    throw new Error(`the keyboard does not reach ${what}`);
  };
  await reach(page.getByRole("link", { name: /^开设班次/ }));
  await keys.press("Enter");
  await page.waitForURL("**/classes/new");
  await reach(page.getByLabel("班次名称"));
  await keys.type(NAME);
  await reach(page.getByLabel("省会（首府）集中"));
  await keys.press("ArrowDown");
  await reach(page.getByLabel("培训地点"));
  await keys.type("合作市样例教师发展中心");
  for (const [label, on] of [["开班日期", day(undefined, 40)], ["结业日期", day(undefined, 54)]]) {
    await reach(page.getByLabel(label));
    const [year, month, date] = on.split("-");
    // The order of a date's parts is the browser's own; its value is what counts.
    for (const order of [month + date + year, `00${year}${month}${date}`, date + month + year]) {
      if ((await page.getByLabel(label).inputValue()) === on) break;
      await page.getByLabel(label).evaluate((it) => it.blur() ?? it.focus());
      await keys.type(order);
    }
    assert.equal(await page.getByLabel(label).inputValue(), on);
  }
  await reach(page.getByLabel("计划人数"));
  await keys.type("40");
  await keys.press("Enter");
  await page.waitForURL("**/timetable");
  await see(manager, "已开设班次 GP");
  await manager.look("timetable-by-keyboard");
});

journey("the province files a class without script", async ({ server, start }) => {
  const province = await start({ javaScriptEnabled: false });
  await province.signIn(withAccount(server, "gansu"));
  await deed(province, "待备案：甘肃省双语教师普通话培训4班", "办理备案");
  await press(province, "button", "准予备案");
  await see(province, /已备案，备案号 BA62-\d{4}-\d{4}/);
});
