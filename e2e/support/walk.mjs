// A reader's walk through pages, each held against the guards and pictured.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { closeBrowser, newReader, SIZES } from "./browser.mjs";
import { ANY_PAGE, barriers, FIRST_VIEW, listen, tooHeavy, tooWide, weigh } from "./guards.mjs";
import { serve } from "./server.mjs";

const shots = process.env.XINGTAN_SHOTS ?? fileURLToPath(new URL("../shots", import.meta.url));

/**
 * Registers a journey: once at each size, each with its own server and a reader who has nothing yet.
 * `steps({ server, size, start })`: `start()` makes one more reader, for another person. `env` is the server's alone.
 */
export function journey(title, steps, { sizes = SIZES, env = {} } = {}) {
  for (const size of sizes) {
    test(`${title} at ${size.width}x${size.height}`, async () => {
      const server = await serve(env);
      const readers = [];
      const start = async (options) => {
        const walk = await startWalk(server, size, options);
        readers.push(walk);
        return walk;
      };
      try {
        await steps({ server, size, start });
        for (const walk of readers) assert.deepEqual(walk.heard(), [], "nothing is amiss at the end");
      } catch (error) {
        await Promise.all(readers.map((walk) => walk.shoot("failed").catch(() => {})));
        error.message += `\nthe server said:\n${server.log().slice(-3000)}`;
        throw error;
      } finally {
        await Promise.all(readers.map((walk) => walk.context.close()));
        await server.stop();
      }
    });
  }
}

after(closeBrowser);

/** A reader before the first page. `server` needs `url`, and `accounts` for `signIn`. */
export async function startWalk(server, size, options) {
  return newTab(server, size, await newReader(size, { baseURL: server.url, ...options }));
}

/** A tab of a reader. */
async function newTab(server, size, context) {
  const page = await context.newPage();
  const { weight, settled } = await weigh(page);
  const noise = await listen(page);
  let pages = 0;
  let status = 0;
  page.on("response", (answer) => {
    const request = answer.request();
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) status = answer.status();
  });

  const walk = { server, size, context, page };

  /** One more tab of the same reader, with the same cookies and the same storage. */
  walk.tab = () => newTab(server, size, context);

  /** Goes to an address and looks at what is there. */
  walk.visit = async (name, path, options) => {
    await page.goto(path, { waitUntil: "load" });
    await walk.look(name, options);
  };

  /** Holds the page that is now shown against the guards, and pictures it as NAME-WIDTH.png. */
  walk.look = async (name, { status: expected = 200, limit } = {}) => {
    await page.waitForLoadState("load");
    await settled();
    const bytes = limit ?? (pages === 0 ? FIRST_VIEW : ANY_PAGE);
    pages += 1;
    const faults = [
      ...(status === expected ? [] : [`answered ${status}, not ${expected}`]),
      ...tooHeavy(weight(), bytes),
      ...(await tooWide(page)),
      ...(await barriers(page)),
      ...walk.heard(expected),
    ];
    await walk.shoot(name);
    assert.deepEqual(faults, [], `${name} (${page.url()}) keeps to the house's rules:\n${faults.join("\n")}`);
  };

  /** What the browser complained of since the last look; a refusal that was expected is none. */
  walk.heard = (expected = 200) =>
    noise.take(({ text, url }) => text.includes(`a status of ${expected}`) && url === page.url());

  /** Forgets complaints: for the steps in which the connection is cut on purpose. */
  walk.forgive = () => void noise.take();

  walk.shoot = async (name) => {
    await mkdir(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${name}-${size.width}.png`), fullPage: true });
  };

  /** Signs in as a person of the demo world. */
  walk.signIn = async (name) => {
    const person = server.accounts.get(name);
    assert.ok(person, `the demo world has ${name}: ${[...server.accounts.keys()].join(", ")}`);
    await page.goto("/sign-in");
    await page.locator("input[name=login]").fill(person.account);
    await page.locator("input[name=password]").fill(person.password);
    await page.locator("form:has(input[name=password]) button[type=submit]").click();
    await page.waitForURL((address) => address.pathname !== "/sign-in");
  };

  return walk;
}
