// What the walks of a lesson share.

/** `01:14` in seconds. */
export const seconds = (words) => words.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

/** Plays without sound, as fast as counts. */
export async function play(page) {
  await page.locator("video").click({ position: { x: 20, y: 20 } });
  await page.locator("video").evaluate(async (v) => {
    v.muted = true;
    v.playbackRate = 1.5;
    await v.play();
  });
}

/** Waits until the page says that at least so many seconds are recorded; how many they are. */
export async function recorded(page, least) {
  const line = page.locator(".recorded");
  const until = Date.now() + 30_000;
  for (;;) {
    const words = await line.innerText();
    const at = seconds(words.match(/已记录至 ([\d:]+)/)?.[1] ?? "0");
    if (at >= least) return at;
    if (Date.now() > until) throw new Error(`${page.url()} says “${words}”, not ${least} s`);
    await page.waitForTimeout(200);
  }
}

/** The next answer of the server to what was played. */
export const told = async (page) => (await page.waitForResponse((it) => it.url().includes("/beats?"))).json();
