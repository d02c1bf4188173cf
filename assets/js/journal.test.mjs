import assert from "node:assert/strict";
import test from "node:test";
import { BATCH, backoff, batches, body, expired, fate, own, settled, uuid } from "./journal.js";

const row = (session, seq, at_ms = seq) => ({ key: "k", session, url: "/b", beat: { seq, from_ms: 0, to_ms: 5, rate: 1, visible: true, at_ms } });

test("a batch holds one session, in order, oldest session first", () => {
  const out = batches([row("new", 2, 90), row("new", 1, 80), row("old", 1, 10)], 100);
  assert.deepEqual(out.map((b) => [b.session, b.rows.map((r) => r.beat.seq)]), [["old", [1]], ["new", [1, 2]]]);
  assert.deepEqual(JSON.parse(body(out[0])), { session: "old", beats: [row("old", 1, 10).beat] });
});

test("many beats go in several batches below the limit of a keepalive", () => {
  const out = batches(Array.from({ length: BATCH + 3 }, (_, i) => row("s", i + 1)), 100);
  assert.deepEqual(out.map((b) => b.rows.length), [BATCH, 3]);
  assert.ok(body(out[0]).length < 60000);
});

test("only what the answer names leaves the journal", () => {
  const [batch] = batches([1, 2, 3, 4].map((n) => row("s", n)), 100);
  const gone = settled(batch, { acked: [1, 3], refused: [{ seq: 4, why: "x" }] });
  assert.deepEqual(gone.map((r) => r.beat.seq), [1, 3, 4]);
  assert.deepEqual(settled(batch, {}), []);
});

test("nobody sends what another reader left on the device", () => {
  const rows = [{ ...row("s", 1), reader: "a" }, { ...row("s", 2), reader: "b" }, row("s", 3)];
  assert.deepEqual(own(rows, "a").map((r) => r.beat.seq), [1]);
  assert.deepEqual(own(rows, "").map((r) => r.beat.seq), [3]);
});

test("beats of two months ago are given up", () => {
  const now = 100 * 86400e3;
  const rows = [row("s", 1, 0), row("s", 2, now)];
  assert.equal(expired(rows, now).length, 1);
  assert.equal(batches(rows, now)[0].rows.length, 1);
});

test("waiting grows to ten minutes and is spread", () => {
  assert.equal(backoff(0, 0.5), 5000);
  assert.equal(backoff(99, 0.5), 600e3);
  assert.ok(backoff(3, 0) < backoff(3, 0.99));
});

test("a refusal is final, a lost sign-in is not", () => {
  assert.deepEqual([200, 303, 409, 422, 401, 403, 404, 500, 503].map(fate), ["done", "done", "refused", "refused", "later", "later", "later", "later", "later"]);
});

test("a session id is a version 4 UUID", () => {
  assert.match(uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
