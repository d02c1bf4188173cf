// Debian's chromium, driven by playwright-core, at the two sizes of our readers.
import { chromium } from "playwright-core";
import { existsSync } from "node:fs";

/** A teacher's phone, and an officer's laptop. */
export const SIZES = [
  { width: 360, height: 740, phone: true },
  { width: 1366, height: 768, phone: false },
];

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let browser;

/** The one browser of this process. */
export async function theBrowser() {
  // The shell draws the same pages without the browser's own windows, in half the time.
  const known = ["chromium-headless-shell", "chromium", "chromium-browser"].map((name) => `/usr/bin/${name}`);
  const executablePath = [process.env.CHROMIUM, ...known].find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("no chromium: install the package, or name it in CHROMIUM");
  // The promise is kept: readers who start together share one.
  browser ??= chromium.launch({ executablePath, args: FLAGS });
  return browser;
}

/** Ends it; the next call of `theBrowser` starts another. */
export async function closeBrowser() {
  await (await browser)?.close();
  browser = undefined;
}

/** A new reader: nothing in the cache, no cookies. `options` go to playwright's newContext. */
export async function newReader(size, options = {}) {
  const context = await (
    await theBrowser()
  ).newContext({
    viewport: { width: size.width, height: size.height },
    hasTouch: size.phone,
    isMobile: size.phone,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    acceptDownloads: true,
    ...options,
  });
  context.setDefaultTimeout(15_000);
  return context;
}
