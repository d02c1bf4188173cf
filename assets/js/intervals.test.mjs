import assert from "node:assert/strict";
import test from "node:test";
import { BEAT_MS, IDLE, clock, covered, observe, union } from "./intervals.js";

const play = (pos_ms, at_ms, more = {}) => ({ pos_ms, at_ms, rate: 1, playing: true, visible: true, ...more });

function run(looks) {
  let state = IDLE;
  const beats = [];
  for (const look of looks) {
    const next = observe(state, look);
    state = next.state;
    if (next.closed) beats.push([next.closed.from_ms, next.closed.to_ms]);
  }
  return beats;
}

test("playing makes beats that touch and are never longer than the limit", () => {
  const looks = Array.from({ length: 61 }, (_, i) => play(i * 250, i * 250));
  const beats = run([...looks, play(15000, 15000, { cut: true })]);
  assert.deepEqual(union(beats), [[0, 15000]]);
  assert.ok(beats.every(([a, b]) => b - a <= BEAT_MS + 250));
});

test("a seek ends the beat where playing was last seen", () => {
  assert.deepEqual(run([play(0, 0), play(1000, 1000), play(90000, 1250, { cut: true }), play(90100, 1500), play(91100, 2500, { cut: true })]), [[0, 1000], [90100, 91100]]);
});

test("a jump forwards or backwards without an event is not watched", () => {
  assert.deepEqual(run([play(0, 0), play(500, 500), play(60000, 750), play(60500, 1250), play(10, 1500), play(400, 1900, { playing: false })]), [[0, 500], [60000, 60500], [10, 400]]);
});

test("a skip of two seconds is a jump, two seconds of a slow tab are not", () => {
  assert.deepEqual(run([play(0, 0), play(1000, 1000), play(3000, 1250), play(3200, 1450, { cut: true })]), [[0, 1000], [3000, 3200]]);
  assert.deepEqual(run([play(0, 0), play(4000, 4000), play(4100, 4100, { cut: true })]), [[0, 4100]]);
});

test("a change of rate or visibility begins a new beat", () => {
  let state = observe(IDLE, play(0, 0)).state;
  const r = observe(state, play(1000, 1000, { rate: 1.5 }));
  assert.deepEqual([r.closed.rate, r.state.open.rate], [1, 1.5]);
  state = r.state;
  assert.equal(observe(state, play(2000, 1700, { rate: 1.5, visible: false })).state.open.visible, false);
});

test("nothing is made while nothing plays, and no empty beat", () => {
  assert.deepEqual(run([play(5, 0, { playing: false }), play(5, 100), play(5, 200, { cut: true })]), []);
});

test("union joins overlaps and touching ends; rewatching adds nothing", () => {
  assert.deepEqual(union([[5, 9], [0, 5], [7, 12], [20, 21], [30, 30]]), [[0, 12], [20, 21]]);
  assert.equal(covered([[0, 10], [0, 10], [5, 15]]), 15);
});

test("positions are written as clocks", () => {
  assert.deepEqual([clock(754321), clock(0), clock(-3), clock(3723000)], ["12:34", "00:00", "00:00", "1:02:03"]);
});
