// What every page that a journey sees must keep to.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Bytes over the wire: the first page of a reader who has nothing yet, and any page. */
export const FIRST_VIEW = 60_000;
export const ANY_PAGE = 100_000;

/** How long nothing but media may be on its way before a page counts as there, and how long it may take. */
const QUIET = 100;
const PATIENCE = 3000;

/**
 * Counts the bytes of the page now shown, without media; a new document starts anew. `settled()` waits until
 * all of it has come: pages that play or ask again and again never fall silent for a browser.
 */
export async function weigh(page) {
  const wire = await page.context().newCDPSession(page);
  // Nothing is weighed with what an earlier page left in the cache.
  await wire.send("Network.enable");
  await wire.send("Network.setCacheDisabled", { cacheDisabled: true });
  const { frameTree } = await wire.send("Page.getFrameTree");
  let parts = new Map();
  wire.on("Network.requestWillBeSent", ({ requestId, type, frameId, request }) => {
    if (type === "Document" && frameId === frameTree.frame.id) parts = new Map();
    parts.set(requestId, { url: request.url, type, bytes: 0, came: false });
  });
  wire.on("Network.responseReceived", ({ requestId, type, response }) => {
    const part = parts.get(requestId);
    if (part) part.type = /^(video|audio)\//.test(response.mimeType) ? "Media" : type;
  });
  wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const part = parts.get(requestId);
    if (part) Object.assign(part, { bytes: encodedDataLength, came: true });
  });
  wire.on("Network.loadingFailed", ({ requestId }) => {
    const part = parts.get(requestId);
    if (part) part.came = true;
  });
  const counted = () => [...parts.values()].filter((part) => part.type !== "Media");
  const weight = () => ({ bytes: counted().reduce((sum, part) => sum + part.bytes, 0), parts: counted() });
  const settled = async () => {
    const until = Date.now() + PATIENCE;
    for (let quiet = 0; quiet < QUIET && Date.now() < until; quiet += 20) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (counted().some((part) => !part.came)) quiet = 0;
    }
  };
  return { weight, settled };
}

/** The faults of a weighing: none, or one sentence with the parts, the heaviest first. */
export function tooHeavy({ bytes, parts }, limit) {
  if (bytes <= limit) return [];
  const list = parts.toSorted((a, b) => b.bytes - a.bytes).map((part) => `${part.bytes} ${part.url}`);
  return [`${bytes} bytes over the wire, more than ${limit}:\n    ${list.join("\n    ")}`];
}

/** Gathers errors of the console, uncaught exceptions and breaches of the content policy. */
export async function listen(page) {
  const heard = [];
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    heard.push({ text: `console: ${message.text()}`, url: message.location().url });
  });
  page.on("pageerror", (error) => heard.push({ text: `uncaught: ${error.message}`, url: page.url() }));
  page.on("dialog", (dialog) => {
    heard.push({ text: `a dialog of the browser: ${dialog.message()}`, url: page.url() });
    dialog.dismiss().catch(() => {});
  });
  await page.exposeFunction("xingtanHeardBreach", (text) => heard.push({ text, url: page.url() }));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (breach) => {
      const { effectiveDirective, blockedURI, sourceFile, lineNumber } = breach;
      window.xingtanHeardBreach(
        `content policy: ${effectiveDirective} stopped ${blockedURI} at ${sourceFile}:${lineNumber}`,
      );
    });
  });
  return {
    /** What was heard since the last call; `forgive(entry)` names what the journey expected. */
    take(forgive = () => false) {
      return heard
        .splice(0)
        .filter((entry) => !forgive(entry))
        .map(({ text, url }) => `${text} (${url})`);
    },
  };
}

/** axe-core's findings on the page as it stands, one line each; WCAG 2.2 AA and best practice. */
export async function barriers(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.map(({ id, impact, help, nodes }) => {
    const where = nodes.slice(0, 5).map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`);
    return `axe ${id} (${impact}): ${help}, ${nodes.length} times:\n    ${where.join("\n    ")}`;
  });
}

/** Does the page scroll sideways? */
export async function tooWide(page) {
  const [wide, view] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  return wide > view ? [`the page is ${wide} px wide in a window of ${view} px`] : [];
}
