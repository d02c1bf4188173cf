// Step 7: an officer sets the authenticator up, comes in by password and code, and is let in without the phone once.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { journey } from "./support/walk.mjs";
import { press, see, withAccount } from "./support/people.mjs";

const STEP_MS = 30_000;

/** What the phone shows for `key` (base 32), `more` steps from now: RFC 6238. */
function code(key, more = 0) {
  const bits = [...key.replace(/\s/g, "")]
    .map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0"))
    .join("");
  const secret = Buffer.from(bits.match(/.{8}/g).map((eight) => Number.parseInt(eight, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / STEP_MS) + more));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Types the code by keyboard, from the field to Enter. */
async function type(walk, label, text) {
  const field = walk.page.getByLabel(label);
  await field.fill("");
  await field.focus();
  await walk.page.keyboard.type(text);
  const came = walk.page.waitForEvent("load");
  await walk.page.keyboard.press("Enter");
  await came;
}

const texts = async (walk, selector) => (await walk.page.locator(selector).allInnerTexts()).map((it) => it.trim());

/** From the notice that the duties rest to the recovery codes; the key, the code that was used, and those on paper. */
async function enrol(officer) {
  await see(officer, "您的管理职责暂未启用");
  assert.match(officer.page.url(), /\/me\/second-factor$/, "led to the page that helps");
  assert.equal(await officer.page.getByRole("link", { name: "账号", exact: true }).count(), 0, "the duties rest");
  await officer.look("factor-none");
  await press(officer, "button", "设置动态口令");
  await officer.page.getByRole("img", { name: "用手机验证器扫描二维码" }).waitFor();
  await officer.look("factor-new");
  const [key] = await texts(officer, "main code");
  assert.match(key.replace(/\s/g, ""), /^[A-Z2-7]{32}$/);
  await type(officer, "六位动态口令", "000000");
  await see(officer, "口令不对");
  await officer.look("factor-new-wrong", { status: 422 });
  assert.deepEqual(await texts(officer, "main code"), [key], "the same key, or the phone would have another");
  const used = code(key);
  await type(officer, "六位动态口令", used);
  await see(officer, "只显示这一次");
  assert.equal(await officer.page.getByText("您的管理职责暂未启用").count(), 0, "the duties are back");
  await officer.look("factor-codes");
  const codes = await texts(officer, "main code");
  assert.equal(codes.length, 10);
  await press(officer, "link", "已抄好，继续");
  await officer.look("factor-desk");
  return { key, used, codes };
}

/** By password as far as the second step. */
async function halfWay(walk, login) {
  await walk.signIn(withAccount(walk.server, login));
  await see(walk, "请输入动态口令");
}

journey(
  "an officer above a school enrols an authenticator, and comes in by password and code",
  async ({ server, start }) => {
    const officer = await start();
    await officer.signIn(withAccount(server, "qinghai"));
    const { key, used, codes } = await enrol(officer);

    const next = await start();
    await halfWay(next, "qinghai");
    await next.look("second");
    await next.page.goto("/me");
    assert.match(next.page.url(), /\/sign-in/, "half-way in is not in");
    await next.page.goto("/sign-in/second");
    await type(next, "动态口令或恢复码", used);
    await see(next, "口令不对或已用过");
    await next.look("second-used", { status: 422 });
    // A phone that is half a minute ahead.
    const ahead = code(key, 1);
    await type(next, "动态口令或恢复码", ahead);
    await next.page.waitForURL((address) => address.pathname === "/");
    await next.visit("factor-on", "/me/second-factor");
    await see(next, "恢复码还剩 10 个");

    await officer.visit("me-officer", "/me");
    await press(officer, "link", "查看设备");
    await officer.look("devices");
    assert.equal(await officer.page.getByRole("button", { name: /^退出 / }).count(), 1, "the other one alone");
    await press(officer, "button", /^退出 /);
    await see(officer, "该设备已退出登录");
    await officer.look("devices-ended");
    await next.page.goto("/me");
    assert.match(next.page.url(), /\/sign-in/, "signed out from the other browser");

    const again = await start();
    await halfWay(again, "qinghai");
    await type(again, "动态口令或恢复码", ahead);
    await see(again, "口令不对或已用过");

    const plain = await start({ javaScriptEnabled: false });
    await halfWay(plain, "qinghai");
    await type(plain, "动态口令或恢复码", codes[0].toLowerCase().replace("-", " "));
    await plain.page.waitForURL((address) => address.pathname === "/");
    await plain.page.goto("/me/second-factor");
    await see(plain, "恢复码还剩 9 个");
    await plain.page.getByLabel("现在的密码").fill(server.accounts.get(withAccount(server, "qinghai")).password);
    await plain.page.getByLabel("动态口令或恢复码").fill(codes[1]);
    await press(plain, "button", "停用动态口令");
    await see(plain, "动态口令已停用");
    await see(plain, "您的管理职责暂未启用");
    for (const walk of [officer, next, again, plain]) walk.forgive();
  },
  { env: { XINGTAN_SECOND_FACTOR_FROM: "2020-01-01" } },
);
