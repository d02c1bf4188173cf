// <x-lesson>: journals what a plain <video> plays, and shows only what the server has recorded.
import { IDLE, clock, observe } from "./intervals.js";
import { deliver, keepBeat, lastWord } from "./delivery.js";
import { uuid } from "./journal.js";
import { fresh } from "./renew.js";

const SEND_MS = 15000;

export class Lesson extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector("video");
    if (!this.video || this.state) return;
    this.state = IDLE;
    this.begin();
    const v = this.video;
    const look = () => this.look(false);
    const cut = () => this.look(true);
    v.addEventListener("timeupdate", look);
    v.addEventListener("playing", look);
    v.addEventListener("seeking", cut);
    v.addEventListener("waiting", cut);
    v.addEventListener("ratechange", () => this.rate());
    for (const name of ["pause", "ended"]) v.addEventListener(name, () => { cut(); deliver(); });
    v.addEventListener("loadedmetadata", () => this.place(), { once: true });
    document.addEventListener("visibilitychange", () => { look(); if (document.hidden) this.leave(); });
    addEventListener("pagehide", () => { cut(); this.leave(); });
    document.addEventListener("recorded", (e) => this.recorded(e.detail));
    document.addEventListener("unrecorded", (e) => e.detail.key === this.dataset.key && this.line([e.detail.why]));
    document.addEventListener("delivered", () => this.offline(false));
    document.addEventListener("undelivered", (e) => this.offline(true, e.detail.away));
    addEventListener("offline", () => this.offline(true));
    document.addEventListener("missed", () => v.pause());
    this.querySelector(".video-over button").addEventListener("click", () => this.resume());
    this.addEventListener("change", (e) => e.target.name?.startsWith("source-") && this.fetchAs(e.target));
    this.timer = setInterval(() => !v.paused && deliver(), SEND_MS);
  }

  disconnectedCallback() { clearInterval(this.timer); }

  /** A new learning session: the newest of a person is the one that counts. */
  begin() {
    this.session = uuid();
    this.seq = 0;
    this.lastPos = Number(this.dataset.recordedMs) || 0;
  }

  /** Starts where the server's record ends, unless that is the very end. */
  place() {
    const at = Number(this.dataset.recordedMs) / 1000;
    if (at > 0 && at < this.video.duration - 3 && this.video.currentTime < 1) this.video.currentTime = at;
  }

  rate() {
    const max = Number(this.dataset.maxRate) / 100;
    if (max && this.video.playbackRate > max) this.video.playbackRate = max;
    this.look(false);
  }

  /** `cut`: the position has already moved on (seek), or playing stops: end the beat at the last look. */
  look(cut) {
    const v = this.video;
    const playing = !v.paused && !v.seeking && !v.ended;
    const now = { pos_ms: v.currentTime * 1000, rate: v.playbackRate, playing, visible: !document.hidden, at_ms: Date.now(), cut: cut || !playing };
    const { state, closed } = observe(this.state, now);
    this.state = state;
    if (closed) this.keep(closed);
    if (playing) {
      document.dispatchEvent(new CustomEvent("position", { detail: { from_ms: this.lastPos, to_ms: now.pos_ms } }));
      this.lastPos = now.pos_ms;
    }
  }

  keep(closed) {
    if (!this.dataset.beatsUrl) return;
    this.seq += 1;
    const row = { key: this.dataset.key, session: this.session, url: this.dataset.beatsUrl, beat: { seq: this.seq, ...closed } };
    // The first word of a session goes at once: it takes the seat, and shows that recording works.
    keepBeat(row).then(() => this.seq === 1 && deliver()).catch(() => this.offline(true));
  }

  leave() { lastWord().catch(() => {}); }

  recorded({ key, session, answer }) {
    if (key !== this.dataset.key) return;
    this.dataset.recordedMs = answer.recorded_to_ms;
    const words = [this.dataset.sayRecorded, clock(answer.recorded_to_ms)];
    let text = words[0].replace("{t}", words[1]);
    if (this.dataset.sayWatched) text += ` · ${this.dataset.sayWatched.replace("{t}", clock(answer.watched_ms))}`;
    if (answer.complete) text += ` · ${this.dataset.sayComplete}`;
    // Why the player stopped stands upon it.
    const why = (answer.refused ?? []).map((r) => r.why).filter((it) => it && it !== answer.paused);
    const line = this.line([text, ...new Set(why)]);
    const before = line.hasAttribute("data-complete");
    line.toggleAttribute("data-complete", Boolean(answer.complete));
    // What counts has changed for good, or the reader has time to look.
    if (this.video.paused || before !== Boolean(answer.complete)) fresh(this.dataset.standingUrl);
    if (answer.paused && session === this.session) this.halt(answer.paused);
  }

  line(words) {
    const line = this.querySelector(".recorded");
    line.textContent = words.join(" · ");
    return line;
  }

  /** Another device took over: stop, say so, and offer to go on here. */
  halt(text) {
    const over = this.querySelector(".video-over");
    this.video.pause();
    this.video.controls = false;
    over.querySelector("p").textContent = text;
    over.hidden = false;
    over.querySelector("button").focus();
  }

  resume() {
    this.querySelector(".video-over").hidden = true;
    this.video.controls = true;
    this.begin();
    this.lastPos = this.video.currentTime * 1000;
    this.video.play().catch(() => {});
    this.video.focus();
  }

  /** The same lesson in another size, from the same position. */
  fetchAs(choice) {
    const v = this.video;
    const at = v.currentTime;
    const rate = v.playbackRate;
    const playing = !v.paused;
    this.look(true);
    v.src = choice.value;
    v.load();
    v.addEventListener("loadedmetadata", () => {
      v.currentTime = at;
      v.playbackRate = rate;
      if (playing) v.play().catch(() => {});
    }, { once: true });
    if (!playing) v.preload = "metadata";
  }

  offline(is, away) {
    const line = this.querySelector(".lesson-offline");
    line.textContent = away ? this.dataset.sayAway : this.dataset.sayOffline;
    line.hidden = !is;
  }
}
