// What people do on pages, by the words they see.
import assert from "node:assert/strict";

/** The name of whoever signs in with `login`. */
export function withAccount(server, login) {
  const found = [...server.accounts.values()].find((it) => it.account === login);
  assert.ok(found, `somebody signs in with ${login}`);
  return found.name;
}

/** A day `more` days after `from` (today), as `YYYY-MM-DD` in China's time. */
export function day(from, more = 0) {
  const start = from ? Date.parse(`${from}T00:00:00Z`) : Date.now() + 8 * 3_600_000;
  return new Date(start + more * 86_400_000).toISOString().slice(0, 10);
}

/** Presses the one link or button of these words, and waits for the page that it leads to. */
export async function press(walk, role, name, options = {}) {
  const found = walk.page.getByRole(role, { name, ...options });
  const target = (await found.count()) > 1 ? found.first() : found;
  const came = walk.page.waitForEvent("load");
  await target.click();
  await came;
}

/** The words stand on the page, seen by the reader. */
export async function see(walk, words) {
  const found = walk.page.locator("main, [role=status]").getByText(words).first();
  await found.waitFor({ state: "visible", timeout: 10_000 }).catch(() => {
    throw new Error(`${walk.page.url()} does not say ${words}`);
  });
}

/** Takes the deed that the first page offers for a matter. */
export async function deed(walk, matter, words) {
  const row = walk.page.getByRole("row").filter({ hasText: matter });
  const item = (await row.count()) > 0 ? row : walk.page.getByRole("listitem").filter({ hasText: matter });
  const came = walk.page.waitForEvent("load");
  await item.first().getByRole("link", { name: words }).click();
  await came;
}
