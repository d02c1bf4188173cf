// Brings what waits on the device to the server, from whatever page is open.
import { all, put, remove } from "./shelf.js";
import { backoff, batches, body, expired, fate, own, settled } from "./journal.js";

const held = () => `held ${reader()}`;
let failures = 0;
let timer;
let running = null;
let again = false;
/** Sessions whose beats the server will not take now: they stay on the device and are not sent again from this page. */
const parked = new Set();

/** Whose page this is: a device has more than one reader, and nobody delivers for another. */
const reader = () => document.querySelector('meta[name="reader"]')?.content ?? "";

/** What one tab delivers, the others hear of. */
const wire = "BroadcastChannel" in globalThis ? new BroadcastChannel("delivery") : null;
const hear = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
wire?.addEventListener("message", ({ data }) => data.reader === reader() && hear(data.name, data.detail));

function tell(name, detail) {
  wire?.postMessage({ reader: reader(), name, detail });
  hear(name, detail);
}

const waiting = async (store) => own(await all(store), reader());

/** True when an earlier page left something behind. */
export const isHeld = () => {
  try { return localStorage.getItem(held()) > 0; } catch { return true; }
};

async function count() {
  const n = (await waiting("beats")).length + (await waiting("posts")).length;
  try { localStorage.setItem(held(), n); } catch { /* storage refused: nothing to remember */ }
  tell("held", { n });
  return n;
}

const name = (row) => `${row.key} ${row.session} ${row.beat.seq}`;

/** Keeps one beat. */
export async function keepBeat(row) {
  await put("beats", name(row), { ...row, reader: reader() });
  await count();
}

/** Keeps one form post `{key, url, fields}`; a later one with the same key takes its place. */
export async function keepPost(post) {
  const kept = { ...post, reader: reader(), stamp: `${Date.now()} ${Math.random()}` };
  await put("posts", place(kept), kept);
  await count();
}

const place = (post) => `${post.reader} ${post.key}`;

/** The posts of this reader that wait. */
export const posts = () => waiting("posts");

/** Forgets posts whose key begins so. */
export async function forgetPosts(prefix) {
  const gone = (await posts()).filter((p) => p.key.startsWith(prefix)).map(place);
  if (gone.length) await remove("posts", gone);
  await count();
}

/** Beats as a last word while the page goes away. */
export async function lastWord() {
  for (const b of batches(await waiting("beats"), Date.now()).slice(0, 2)) send(b, true).catch(() => {});
}

const send = (batch, keepalive) =>
  fetch(batch.url, {
    method: "POST",
    keepalive,
    credentials: "same-origin",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: body(batch),
  });

async function sendBeats() {
  const rows = await waiting("beats");
  const old = expired(rows, Date.now());
  if (old.length) await remove("beats", old.map(name));
  let ok = true;
  for (const batch of batches(rows, Date.now()).filter((b) => !parked.has(b.session))) {
    const response = await send(batch, false);
    const { key } = batch.rows[0];
    if (!response.ok) {
      if (fate(response.status) === "refused") {
        parked.add(batch.session);
        tell("unrecorded", { key, why: await reason(response) });
      } else {
        ok = false;
        away(response);
      }
      continue;
    }
    const answer = await response.json();
    const gone = settled(batch, answer);
    await remove("beats", gone.map(name));
    ok &&= gone.length === batch.rows.length;
    tell("recorded", { key, session: batch.session, answer });
  }
  return ok;
}

/** Why the server refused, in its own words. */
async function reason(response) {
  const said = await response.json().catch(() => ({}));
  return [...(said.reason ?? []), said.remedy].filter(Boolean).join(" ");
}

/** The session on the server is over: what waits can go once somebody has signed in again. */
const away = (response) => { if (response.status === 401) hear("undelivered", { away: true }); };

async function sendPosts() {
  let ok = true;
  for (const post of await posts()) {
    const fields = new URLSearchParams(post.fields);
    const response = await fetch(post.url, { method: "POST", body: fields, credentials: "same-origin", headers: { accept: "text/html" } });
    // Led to the way in: nothing was taken.
    const end = new URL(response.url).pathname === "/sign-in" ? "later" : fate(response.status);
    if (end === "later") { ok = false; continue; }
    const now = (await posts()).find((p) => p.key === post.key);
    if (now?.stamp === post.stamp) await remove("posts", [place(post)]);
    else ok = false;
    tell("answered", { post, end, html: end === "done" ? await response.text() : "" });
  }
  return ok;
}

async function round() {
  try {
    const ok = [await sendBeats(), await sendPosts()].every(Boolean);
    failures = ok ? 0 : failures + 1;
    if (ok) tell("delivered", { at: new Date() });
  } catch {
    failures += 1;
    hear("undelivered", {});
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
