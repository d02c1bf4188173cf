// Brings what waits on the device to the server, from whatever page is open.
import { all, put, remove } from "./shelf.js";
import { backoff, batches, body, expired, fate, settled } from "./journal.js";

const HELD = "held";
let failures = 0;
let timer;
let running = null;
let again = false;

/** The token of this page; one kept with an old post would be stale. */
const token = () => document.querySelector('meta[name="csrf"]')?.content ?? "";

const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

/** True when an earlier page left something behind. */
export const isHeld = () => {
  try { return localStorage.getItem(HELD) > 0; } catch { return true; }
};

async function count() {
  const n = (await all("beats")).length + (await all("posts")).length;
  try { localStorage.setItem(HELD, n); } catch { /* storage refused: nothing to remember */ }
  tell("held", { n });
  return n;
}

/** Keeps one beat. */
export async function keepBeat(row) {
  await put("beats", `${row.key} ${row.session} ${row.beat.seq}`, row);
  await count();
}

/** Keeps one form post `{key, url, fields}`; a later one with the same key takes its place. */
export async function keepPost(post) {
  await put("posts", post.key, { ...post, stamp: `${Date.now()} ${Math.random()}` });
  await count();
}

/** Forgets posts whose key begins so. */
export async function forgetPosts(prefix) {
  const keys = (await all("posts")).map((p) => p.key).filter((k) => k.startsWith(prefix));
  if (keys.length) await remove("posts", keys);
  await count();
}

/** Beats as a last word while the page goes away. */
export async function lastWord() {
  for (const b of batches(await all("beats"), Date.now()).slice(0, 2)) send(b, true).catch(() => {});
}

const send = (batch, keepalive) =>
  fetch(batch.url, {
    method: "POST",
    keepalive,
    credentials: "same-origin",
    headers: { "content-type": "application/json", accept: "application/json", "x-csrf-token": token() },
    body: body(batch),
  });

async function beats() {
  const rows = await all("beats");
  const old = expired(rows, Date.now());
  if (old.length) await remove("beats", old.map((r) => `${r.key} ${r.session} ${r.beat.seq}`));
  let ok = true;
  for (const batch of batches(rows, Date.now())) {
    const response = await send(batch, false);
    if (!response.ok) { ok = false; continue; }
    const answer = await response.json();
    const gone = settled(batch, answer);
    await remove("beats", gone.map((r) => `${r.key} ${r.session} ${r.beat.seq}`));
    ok &&= gone.length === batch.rows.length;
    tell("recorded", { key: batch.rows[0].key, session: batch.session, answer });
  }
  return ok;
}

async function posts() {
  let ok = true;
  for (const post of await all("posts")) {
    const fields = new URLSearchParams({ ...post.fields, csrf: token() });
    const response = await fetch(post.url, { method: "POST", body: fields, credentials: "same-origin", headers: { accept: "text/html", "x-csrf-token": token() } });
    const end = fate(response.status);
    if (end === "later") { ok = false; continue; }
    const now = (await all("posts")).find((p) => p.key === post.key);
    if (now?.stamp === post.stamp) await remove("posts", [post.key]);
    else ok = false;
    tell("answered", { post, end, html: end === "done" ? await response.text() : "" });
  }
  return ok;
}

async function round() {
  try {
    const ok = [await beats(), await posts()].every(Boolean);
    failures = ok ? 0 : failures + 1;
    if (ok) tell("delivered", { at: new Date() });
  } catch {
    failures += 1;
    tell("undelivered", {});
  }
  const left = await count();
  clearTimeout(timer);
  if (left) timer = setTimeout(deliver, failures ? backoff(failures, Math.random()) : 15e3);
}

/** Sends all that waits; a call during a round asks for one more. */
export function deliver() {
  if (running) {
    again = true;
    return running;
  }
  running = round().finally(() => {
    running = null;
    if (again) {
      again = false;
      if (!failures) deliver();
    }
  });
  return running;
}

/** Starts: sends what an earlier page left, and again when the connection is back. */
export function watch() {
  addEventListener("online", () => { failures = 0; deliver(); });
  count().then((n) => n && deliver(), () => {});
}
