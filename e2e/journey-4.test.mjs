// Step 4: a teacher signs in for the first time, learns, and loses nothing.
import assert from "node:assert/strict";
import { journey } from "./support/walk.mjs";
import { press, see } from "./support/people.mjs";
import { play, recorded, seconds, told } from "./support/lessons.mjs";

/** How long the connection is cut, seconds: as long as it must to be noticed. `CUT=300` is a tunnel of five minutes. */
const CUT = Number(process.env.CUT ?? 8);
const PASSWORD = "晨读普通话，日日有进步";

/** The code is used once, the password is the person's own, and the first page says what to do. */
async function activate(walk, newcomer) {
  const { page } = walk;
  await walk.visit("sign-in", "/sign-in");
  await press(walk, "link", "首次使用");
  await walk.look("activation");
  const fill = async (code) => {
    await page.getByLabel("证件号码或登录名").fill(newcomer.account);
    await page.getByLabel("激活码").fill(code);
    await page.getByLabel("新密码").fill(PASSWORD);
    await page.getByLabel("再输一遍").fill(PASSWORD);
    await press(walk, "button", "激活并登录");
  };
  await fill("AAAA-AAAA");
  await walk.look("activation-wrong", { status: 422 });
  await fill(newcomer.code.toLowerCase().replace("-", " "));
  await page.waitForURL("**/");
  await see(walk, "现在要做的");
  await see(walk, "第 1 讲　声调与变调");
  await walk.look("teacher-home");
}

/** Plays in the open, then without a connection; then the tab is killed. */
async function learn(walk) {
  const { page, context } = walk;
  await press(walk, "link", "开始学习");
  const path = new URL(page.url()).pathname;
  await walk.look("lesson-new");
  await play(page);
  const caption = await page.locator("video").evaluate(async (v) => {
    const { track } = v.querySelector("track");
    for (let n = 0; n < 50 && !track.activeCues?.length; n += 1) await new Promise((r) => setTimeout(r, 100));
    return { mode: track.mode, text: track.activeCues?.[0]?.text ?? "" };
  });
  assert.equal(caption.mode, "showing");
  assert.match(caption.text, /普通话|声调/, "the captions speak");
  const first = await recorded(page, 1);
  const second = await recorded(page, first + 1);
  assert.ok(second > first, "what is recorded grows");

  await context.setOffline(true);
  await see(walk, "没有网络");
  await page.locator("x-quiz fieldset").nth(0).getByLabel("214").check();
  await page.locator("x-quiz fieldset").nth(1).getByLabel("读作阳平").check();
  await see(walk, "2 题答案在手机上，还没送达");
  await page.waitForTimeout(CUT * 1000);
  assert.match(await page.locator(".sync-held").innerText(), /在手机上 ([3-9]|\d\d)/);
  await walk.shoot("lesson-offline");
  const position = await page.locator("video").evaluate((v) => v.currentTime);
  walk.forgive();
  const wire = await context.newCDPSession(page);
  wire.send("Page.crash").catch(() => {});
  await page.waitForEvent("crash");
  await page.close();
  await context.setOffline(false);
  return { path, second, position };
}

/** Whoever comes back finds all that was watched and typed, counted once. */
async function comeBack(walk, { path, second, position }) {
  const tab = await walk.tab();
  const { page } = tab;
  await page.goto(path);
  // A killed tab loses at most its last beat of five seconds.
  const all = await recorded(page, position - 5 * 1.5 - 1);
  assert.ok(all > second + 3 && all <= position + 1, `${all} of ${position} s, with ${second} s before the cut`);
  await page.locator(".sync-held", { hasText: "在手机上 0" }).waitFor();
  assert.match(await page.locator(".sync-delivered").innerText(), /已送达 \d\d:\d\d/);
  assert.ok(await page.locator("x-quiz fieldset").nth(0).getByLabel("214").isChecked());
  assert.ok(await page.locator("x-quiz fieldset").nth(1).getByLabel("读作阳平").isChecked());
  const watched = seconds((await page.locator(".recorded").innerText()).match(/共计 (\d+:\d\d)/)[1]);
  assert.ok(watched <= all, `${watched} s in all, ${all} s without a gap: nothing counts twice`);
  await page.reload();
  assert.ok(await page.locator("x-quiz fieldset").nth(0).getByLabel("214").isChecked(), "the server has the answers");
  await tab.look("lesson-back", { limit: 100_000 });
  return { tab, all };
}

/** The newest tab records; the older one stops and says so, and can take the word again. */
async function takeOver(walk, path) {
  const other = await walk.tab();
  await Promise.all([play(walk.page), other.page.goto(path)]);
  await play(other.page);
  const over = walk.page.locator(".video-over");
  await over.getByText("您在另一处打开了课程").waitFor({ timeout: 30_000 });
  assert.ok(await walk.page.locator("video").evaluate((v) => v.paused));
  await walk.look("lesson-elsewhere");
  await over.getByRole("button", { name: "在这里继续" }).click();
  await other.page.locator(".video-over").getByText("您在另一处打开了课程").waitFor({ timeout: 30_000 });
  await other.page.close();
}

/** A jump records nothing; the question about what was shown opens, and is answered. */
async function question(walk, before) {
  const { page } = walk;
  const asked = page.locator("x-question");
  assert.ok(!(await asked.isVisible()));
  await page.locator("video").evaluate((v) => { v.currentTime = 150; });
  await asked.waitFor({ state: "visible" });
  await page.locator("video").evaluate((v) => v.pause());
  const answer = await told(page);
  assert.ok(answer.recorded_to_ms < 100_000 && answer.recorded_to_ms >= before * 1000 - 1000, "a jump is not watching");
  await walk.look("lesson-question");
  await asked.getByRole("button", { name: "第二声" }).click();
  await see(walk, "答对了");
  await page.locator(".ticks .met", { hasText: "回答随堂一问" }).waitFor();
  await walk.look("lesson-answered");
}

/** Five questions, each kept as it is chosen; handed in twice, there is one receipt. */
async function examined(walk) {
  const { page } = walk;
  await press(walk, "button", "交卷");
  await see(walk, "第 3 题没有作答");
  await walk.look("quiz-missing", { status: 422 });
  for (const [nth, words] of [[2, "半上 211"], [3, "第四声"], [4, "轻声"]]) {
    await page.locator("x-quiz fieldset").nth(nth).getByLabel(words).check();
  }
  await see(walk, "答案已送达");
  const sent = page.waitForRequest((it) => it.method() === "POST" && it.url().endsWith("/attempt"));
  await press(walk, "button", "交卷");
  const form = (await sent).postData();
  await see(walk, "测验合格：80 分");
  await see(walk, "正确答案是“第二声”");
  const receipt = (await page.locator("main").innerText()).match(/回执 ([0-9]{8}-[0-9A-F]{10})/)[1];
  await walk.look("quiz-receipt");
  const again = await page.evaluate(async ([url, body]) => {
    const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body });
    return answer.text();
  }, [(await sent).url(), form]);
  assert.ok(again.includes(`已交卷，80 分，回执 ${receipt}`), "the same receipt");
  await press(walk, "link", "查看我的学习记录");
  assert.equal((await page.locator("main").innerText()).split("第 1 次 80 分").length, 2, "one attempt");
  await see(walk, receipt);
  await walk.look("evidence");
}

async function newcomer(walk, server) {
  const person = [...server.accounts.values()].find((it) => it.duty === "newcomer");
  await activate(walk, person);
  const cut = await learn(walk);
  const { tab, all } = await comeBack(walk, cut);
  await takeOver(tab, cut.path);
  await question(tab, all);
  await examined(tab);
  assert.deepEqual(tab.heard(), []);
}

/** Somebody who had begun goes on from there, to the end of the lesson. */
async function finisher(walk, server) {
  const { page } = walk;
  await walk.signIn([...server.accounts.values()].find((it) => it.duty === "teacher" && it.shown).name);
  await see(walk, "看到 01:14");
  await walk.look("teacher-home-begun");
  await press(walk, "link", "继续学习");
  await see(walk, "已记录至 01:14");
  const refused = [];
  page.on("response", async (it) => it.url().includes("/beats?") && refused.push(...(await it.json()).refused));
  await play(page);
  assert.ok((await page.locator("video").evaluate((v) => v.currentTime)) >= 74, "playing goes on where the record ends");
  for (const [nth, words] of [[0, "214"], [1, "读作阳平"], [2, "半上 211"], [3, "第四声"], [4, "第二声"]]) {
    await page.locator("x-quiz fieldset").nth(nth).getByLabel(words).check();
  }
  const asked = page.locator("x-question");
  await asked.waitFor({ state: "visible", timeout: 65_000 });
  await asked.getByRole("button", { name: "第四声" }).click();
  await see(walk, "正确答案是“第二声”");
  await page.waitForFunction(() => document.querySelector("video").currentTime > 173, null, { timeout: 30_000 });
  await page.locator("video").evaluate((v) => v.pause());
  await page.locator(".recorded[data-complete]").waitFor();
  await page.locator(".ticks .met", { hasText: "看满全长的 90%" }).waitFor();
  await press(walk, "button", "交卷");
  await see(walk, "测验合格：100 分");
  await see(walk, /完成，0.07 学时/);
  await walk.look("lesson-done");
  assert.deepEqual(refused, [], "half as fast again is within the rule");
  await press(walk, "link", "接着学：第 2 讲");
  await see(walk, "第 2 讲　汉语拼音教学法");
}

journey("a newcomer learns and loses nothing, and a lesson is watched to its end", async ({ server, start }) => {
  const [one, other] = [await start(), await start()];
  await Promise.all([newcomer(one, server), finisher(other, server)]);
});
