// Each guard is shown to fail on a bad page, and to let a good one pass.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { SIZES } from "./browser.mjs";
import { startWalk } from "./walk.mjs";

const page = (
  body,
  head = "",
) => `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>试</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">${head}</head><body><main><h1>试</h1>${body}</main></body></html>`;

const PAGES = {
  "/good": page("<p>好</p>"),
  "/heavy": page(`<p>${randomBytes(40_000).toString("hex")}</p>`.replace(/(.{20})/g, "$1 ")),
  "/wide": page("<pre>" + "宽".repeat(400) + "</pre>"),
  "/barrier": page('<form><input type="text"></form>'),
  "/inline": page('<script>document.title = "no"</script>'),
  "/thrown": page("", '<script src="/throw.js"></script>'),
  "/dialog": page("", '<script src="/alert.js"></script>'),
  "/missing": page('<img alt="图" src="/nothing.png">'),
};
const SCRIPTS = {
  "/throw.js": 'throw new Error("broken")',
  "/alert.js": 'addEventListener("load", () => alert("no"))',
};

let site;
const server = { accounts: new Map() };
before(async () => {
  site = createServer((request, response) => {
    response.setHeader("content-security-policy", "default-src 'self'; img-src 'self' data:");
    const script = SCRIPTS[request.url];
    if (script) return response.setHeader("content-type", "text/javascript").end(script);
    const found = PAGES[request.url];
    response.writeHead(found ? 200 : 404, { "content-type": "text/html; charset=utf-8" });
    response.end(found ?? page("<p>没有</p>"));
  }).listen(0, "127.0.0.1");
  await once(site, "listening");
  server.url = `http://127.0.0.1:${site.address().port}`;
});
after(() => {
  site.closeAllConnections();
  site.close();
});

async function walking(steps) {
  const walk = await startWalk(server, SIZES[0]);
  walk.shoot = async () => {};
  try {
    await steps(walk);
  } finally {
    await walk.context.close();
  }
}

test("a good page passes, and so does a refusal that was expected", () =>
  walking(async (walk) => {
    await walk.visit("good", "/good");
    await walk.visit("gone", "/gone", { status: 404 });
    assert.deepEqual(walk.heard(), []);
  }));

const bad = [
  ["/heavy", /bytes over the wire, more than 60000/],
  ["/wide", /px wide in a window of 360 px/],
  ["/barrier", /axe label/],
  ["/inline", /content policy: script-src-elem/],
  ["/thrown", /uncaught: broken/],
  ["/dialog", /a dialog of the browser: no/],
  ["/missing", /nothing\.png/],
  ["/gone", /answered 404, not 200/],
];
for (const [path, why] of bad) {
  test(`${path.slice(1)} is refused`, () =>
    walking((walk) => assert.rejects(walk.visit("bad", path), (error) => why.test(error.message))));
}

test("a page after the first may be heavier", () =>
  walking(async (walk) => {
    await walk.visit("good", "/good");
    await walk.visit("heavy", "/heavy");
  }));
