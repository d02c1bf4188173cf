// The pages that anybody sees.
import assert from "node:assert/strict";
import { journey } from "./support/walk.mjs";

journey("the front page, the way in and the living page of components", async ({ start }) => {
  for (const [name, path] of [
    ["front", "/"],
    ["sign-in", "/sign-in"],
    ["design", "/design"],
  ]) {
    const walk = await start();
    await walk.visit(name, path);
    assert.equal(await walk.page.locator("h1").count(), 1, `${path} has one heading of the first rank`);
    assert.equal(await walk.page.locator("html").getAttribute("lang"), "zh-CN");
  }
});
