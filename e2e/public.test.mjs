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

// `/design` in every look, so that axe measures the contrast of each component in it, and a picture is made of each.
journey("the living page of components in light, in dark and in large type", async ({ start }) => {
  const walk = await start();
  await walk.page.goto("/about");
  for (const [name, query, theme, type] of [
    ["design-light", "theme=light&type=normal", "light", null],
    ["design-dark", "theme=dark&type=normal", "dark", null],
    ["design-large", "theme=light&type=large", "light", "large"],
    ["design-dark-large", "theme=dark&type=large", "dark", "large"],
  ]) {
    await walk.visit(name, `/design?${query}`);
    const html = walk.page.locator("html");
    assert.equal(await html.getAttribute("data-theme"), theme);
    assert.equal(await html.getAttribute("data-type"), type);
    assert.equal(await walk.page.locator("#frames header.top-public, #frames footer.foot").count(), 2, "the public frame");
  }
});
