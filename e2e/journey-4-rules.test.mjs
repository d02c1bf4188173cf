// Step 4, what a lesson refuses, and who it serves besides: no script, no mouse, a shared device.
import assert from "node:assert/strict";
import { SIZES } from "./support/browser.mjs";
import { journey } from "./support/walk.mjs";
import { press, see } from "./support/people.mjs";

const [PHONE, DESK] = SIZES;

/** Teachers of the class that is being taught, who have begun nothing. */
const teachers = (server) =>
  [...server.accounts.values()].filter((it) => it.duty === "teacher" && it.role.endsWith("2班")).slice(10, 12);

/** Asks for what a page of ours asks for; the status and the words of the answer. */
const ask = (page, url, options = {}) =>
  page.evaluate(async ([to, how]) => {
    const answer = await fetch(to, how);
    return { status: answer.status, text: await answer.text() };
  }, [url, options]);

const json = (body) => ({ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
const form = (fields) => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});

const beats = (...list) =>
  json({
    session: crypto.randomUUID(),
    beats: list.map(([from_ms, to_ms], nth) => ({ seq: nth + 1, from_ms, to_ms, rate: 1, visible: true, at_ms: Date.now() })),
  });

async function open(walk, person) {
  await walk.signIn(person.name);
  await press(walk, "link", "开始学习");
  return walk.page.url();
}

journey("a lesson takes nothing that was not watched, and nothing of somebody else", async ({ server, start }) => {
  const [one, other] = teachers(server);
  const [mine, theirs] = [await start(), await start()];
  const url = await open(mine, one);
  await open(theirs, other);
  const own = await mine.page.locator("x-lesson").getAttribute("data-beats-url");

  const fast = JSON.parse((await ask(mine.page, own, beats([0, 120_000]))).text);
  assert.match(fast.refused[0].why, /观看时间多于实际经过的时间，没有计入。倍速请不要超过 1.5/);
  const past = JSON.parse((await ask(mine.page, own, beats([185_000, 999_000]))).text);
  assert.match(past.refused[0].why, /不在本讲范围内，没有计入。请刷新页面后再看/);
  const before = JSON.parse((await ask(mine.page, own, beats([-5_000, 2_000]))).text);
  assert.match(before.refused[0].why, /不在本讲范围内/);
  for (const said of [fast, past, before]) assert.deepEqual([said.acked, said.recorded_to_ms, said.watched_ms], [[], 0, 0]);

  const foreign = await ask(theirs.page, own, beats([0, 1_000]));
  assert.equal(foreign.status, 409);
  assert.match(foreign.text, /不是为当前登录的人打开的，观看没有记录/);
  const attempt = await mine.page.locator("x-quiz").getAttribute("data-attempt");
  const quiz = await ask(theirs.page, `${url}/attempt`, form({ attempt }));
  assert.equal(quiz.status, 409);
  assert.match(quiz.text, /这份答卷不属于当前登录的人或这一讲/);
  assert.equal((await ask(mine.page, `${url}/attempt/answers`, form({ attempt, question: "x", answer: "1" }))).status, 422);
  theirs.forgive();
  mine.forgive();

  await theirs.visit("lesson-nowhere", `${url.replace(/\/lessons\/[^/]+/, "/lessons/00000000-0000-7000-8000-000000000000")}`, { status: 404 });
  await mine.page.goto(url);
  await see(mine, "已记录至 00:00");
  await see(mine, "还没有开始");
});

journey("a class with its result shows its lessons and records nothing", async ({ server, start }) => {
  const walk = await start();
  await walk.signIn([...server.accounts.values()].find((it) => it.duty === "teacher" && it.shown).name);
  await press(walk, "link", "我的课程");
  await walk.look("courses");
  const row = walk.page.getByRole("row").filter({ hasText: "2011年" });
  await row.getByRole("link", { name: "打开" }).click();
  await walk.page.waitForLoadState("load");
  await walk.look("course-finished");
  await press(walk, "link", /^重看/);
  await see(walk, "您在这个班次的结业结果已经登记，课程可以重看，不再记录");
  await walk.look("lesson-finished");
  assert.equal(await walk.page.locator("x-lesson").getAttribute("data-beats-url"), "");
  const refused = await ask(walk.page, `${walk.page.url()}/attempt`, form({ attempt: "" }));
  assert.equal(refused.status, 409);
  assert.match(refused.text, /对学时有异议，请联系培训机构/);
  walk.forgive();
}, { sizes: [PHONE] });

journey("a lesson without script: question and quiz by plain forms", async ({ server, start }) => {
  const walk = await start({ javaScriptEnabled: false });
  await open(walk, teachers(server)[0]);
  // The browser of a test shows no <noscript>; that of a reader does.
  const words = await walk.page.content();
  assert.match(words, /<noscript>.*浏览器关闭了脚本：视频可以看，问题和测验可以做，但观看时间无法记录，不计学时/);
  await press(walk, "button", "第二声");
  await see(walk, "答对了");
  for (const [nth, words] of [[0, "214"], [1, "读作阳平"], [2, "半上 211"], [3, "第四声"]]) {
    await walk.page.locator("x-quiz fieldset").nth(nth).getByLabel(words).check();
  }
  await press(walk, "button", "交卷");
  await see(walk, "第 5 题没有作答");
  walk.forgive();
  await walk.page.locator("x-quiz fieldset").nth(4).getByLabel("第二声").check();
  await press(walk, "button", "交卷");
  await see(walk, "测验合格：100 分");
  await see(walk, /回执 [0-9]{8}-[0-9A-F]{10}/);
}, { sizes: [PHONE] });

journey("a quiz with the keyboard alone", async ({ server, start }) => {
  const walk = await start();
  const { page } = walk;
  await walk.visit("sign-in", "/sign-in");
  await open(walk, teachers(server)[0]);
  const reach = async (what) => {
    for (let step = 0; step < 60; step += 1) {
      if (await what.evaluate((it) => it === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`the keyboard does not reach ${what}`);
  };
  for (const nth of [0, 1, 2, 3, 4]) {
    const item = page.locator("x-quiz fieldset").nth(nth);
    await reach(item.locator("input").first());
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    assert.ok(await item.locator("input").nth(1).isChecked());
  }
  await see(walk, "答案已送达");
  await reach(page.getByRole("button", { name: "交卷" }));
  await page.keyboard.press("Enter");
  await page.waitForURL("**#quiz");
  await see(walk, "测验 20 分，60 分合格");
  await see(walk, "还可做 2 次");
  await walk.look("quiz-failed");
  await press(walk, "link", "再做一次");
  assert.equal(await page.locator("x-quiz input:checked").count(), 0);
}, { sizes: [DESK] });

journey("on a shared device nobody's answers go out in somebody else's name", async ({ server, start }) => {
  const [one, other] = teachers(server);
  const walk = await start();
  const { page, context } = walk;
  const url = await open(walk, one);
  const answer = page.locator("x-quiz fieldset").first().getByLabel("214");
  await context.setOffline(true);
  await answer.check();
  await see(walk, "1 题答案在手机上，还没送达");
  // The session ends meanwhile: the answer waits, and is not taken for delivered.
  await context.clearCookies();
  await context.setOffline(false);
  await page.waitForResponse((it) => it.url().includes("/sign-in"));
  assert.match(await page.locator(".sync-held").innerText(), /在手机上 1/);
  await open(walk, other);
  assert.match(await page.locator(".sync-held").innerText(), /在手机上 0/);
  assert.ok(!(await answer.isChecked()));
  await context.clearCookies();
  await walk.signIn(one.name);
  await page.locator(".sync-delivered", { hasText: /已送达 \d\d:\d\d/ }).waitFor();
  await context.clearCookies();
  await walk.signIn(one.name);
  await page.goto(url);
  assert.ok(await answer.isChecked(), "it arrived from the first page of the one who chose it");
  walk.forgive();
}, { sizes: [PHONE] });
