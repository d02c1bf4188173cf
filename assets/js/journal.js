// What waits on the device and what the server's answer does to it: pure functions.

/** Beats in one post; about 9 kB, far below the 64 kB of a keepalive. */
export const BATCH = 80;

/** A beat this old is no longer taken by any server rule. */
const OLD_MS = 60 * 86400e3;

/** Rows `{key, session, url, beat}` as batches `{url, session, rows}`, oldest first, one session each. */
export function batches(rows, now_ms) {
  const bySession = new Map();
  for (const row of rows) {
    if (now_ms - row.beat.at_ms > OLD_MS) continue;
    const id = `${row.url} ${row.session}`;
    if (!bySession.has(id)) bySession.set(id, []);
    bySession.get(id).push(row);
  }
  const out = [];
  for (const list of bySession.values()) {
    list.sort((a, b) => a.beat.seq - b.beat.seq);
    for (let i = 0; i < list.length; i += BATCH) {
      const part = list.slice(i, i + BATCH);
      out.push({ url: part[0].url, session: part[0].session, rows: part });
    }
  }
  return out.sort((a, b) => a.rows[0].beat.at_ms - b.rows[0].beat.at_ms);
}

/** What this reader left on the device; what another left waits for them. */
export const own = (rows, reader) => rows.filter((r) => (r.reader ?? "") === reader);

/** The body of a post. */
export const body = (batch) => JSON.stringify({ session: batch.session, beats: batch.rows.map((r) => r.beat) });

/** The rows that the answer names, acknowledged or refused: only these may leave the journal. */
export function settled(batch, answer) {
  const named = new Set([...(answer.acked ?? []), ...(answer.refused ?? []).map((r) => r.seq)]);
  return batch.rows.filter((r) => named.has(r.beat.seq));
}

/** Rows too old to be sent. */
export const expired = (rows, now_ms) => rows.filter((r) => now_ms - r.beat.at_ms > OLD_MS);

/** Milliseconds until the next try after `failures` in a row; `chance` in [0, 1) spreads a crowd. */
export const backoff = (failures, chance) => Math.min(600e3, 5000 * 2 ** Math.min(failures, 10)) * (0.75 + chance / 2);

/** What a status means for a kept post: `done`, `refused` (will never be taken) or `later`. */
export function fate(status) {
  if (status >= 200 && status < 400) return "done";
  if ([400, 409, 410, 413, 422].includes(status)) return "refused";
  return "later";
}

/** A random UUID, also where the page has no secure context. */
export function uuid(random = (n) => crypto.getRandomValues(new Uint8Array(n))) {
  const b = random(16);
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const hex = Array.from(b, (x) => x.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
