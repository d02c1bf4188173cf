// Which parts of a medium were played: pure functions, no clock, no page.

/** Longest beat in milliseconds of wall clock: what a killed tab may lose. */
export const BEAT_MS = 5000;

/** A step of the position may be this much longer than the clock and the rate explain; more is a jump. */
const SLACK_MS = 750;

/** Nothing open. */
export const IDLE = Object.freeze({ open: null });

/**
 * Takes one look at the player.
 * @param {{open: null|object}} state
 * @param {{pos_ms: number, rate: number, playing: boolean, visible: boolean, at_ms: number, cut?: boolean}} look
 *   `cut` ends the open beat here, whatever its length (seek, pause, page going away).
 * @returns {{state: object, closed: null|object}} the beat that ended, half open [from_ms, to_ms)
 */
export function observe(state, look) {
  const { open } = state;
  if (!open) return { state: look.playing ? begin(look) : IDLE, closed: null };
  const step = look.pos_ms - open.to_ms;
  const jumped = step < 0 || step > (look.at_ms - open.at_ms) * open.rate * 1.1 + SLACK_MS;
  const grown = jumped ? open : { ...open, to_ms: look.pos_ms, at_ms: look.at_ms };
  const other = look.rate !== open.rate || look.visible !== open.visible;
  const long = look.at_ms - open.since_ms >= BEAT_MS;
  if (!jumped && !other && !long && !look.cut && look.playing) return { state: { open: grown }, closed: null };
  return { state: look.playing && !look.cut ? begin(look) : IDLE, closed: finish(grown) };
}

function begin(look) {
  const { pos_ms, rate, visible, at_ms } = look;
  return { open: { from_ms: pos_ms, to_ms: pos_ms, rate, visible, at_ms, since_ms: at_ms } };
}

function finish({ from_ms, to_ms, rate, visible, at_ms }) {
  const from = Math.round(from_ms);
  const to = Math.round(to_ms);
  return to > from ? { from_ms: from, to_ms: to, rate, visible, at_ms } : null;
}

/** The union of [from, to) pairs, in order, touching pairs joined. */
export function union(pairs) {
  const out = [];
  for (const [from, to] of [...pairs].filter(([a, b]) => b > a).sort((x, y) => x[0] - y[0])) {
    const last = out[out.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else out.push([from, to]);
  }
  return out;
}

/** How much a union covers. */
export const covered = (pairs) => union(pairs).reduce((sum, [a, b]) => sum + b - a, 0);

/** `754321` as `12:34`; an hour and more as `1:02:03`. */
export function clock(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (n) => String(n).padStart(2, "0");
  const h = Math.floor(s / 3600);
  return h ? `${h}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}` : `${two(Math.floor(s / 60))}:${two(s % 60)}`;
}
