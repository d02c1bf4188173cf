// <x-question>: opens at its position, stops nothing unless unanswered for two minutes.
// <x-quiz>: each answer is kept on the device and posted by itself; the form still posts the whole.
import { deliver, forgetPosts, keepPost, posts } from "./delivery.js";
import { renew } from "./renew.js";

const PATIENCE_MS = 120e3;

export class Question extends HTMLElement {
  connectedCallback() {
    if (this.ready || "answered" in this.dataset) return;
    this.ready = true;
    this.setAttribute("aria-live", "polite");
    const lesson = document.querySelector("x-lesson");
    const at = Number(this.dataset.atMs);
    if (!lesson || at <= Number(lesson.dataset.recordedMs)) this.open();
    this.onPosition = (e) => { if (!("open" in this.dataset) && e.detail.from_ms <= at && at <= e.detail.to_ms) this.open(); };
    this.onAnswered = (e) => { if (e.detail.post.key === this.key) this.show(e.detail); };
    // What an earlier tab played may reach past it.
    this.onRecorded = (e) => { if (!("open" in this.dataset) && at <= e.detail.answer.recorded_to_ms) this.open(); };
    document.addEventListener("recorded", this.onRecorded);
    document.addEventListener("position", this.onPosition);
    document.addEventListener("answered", this.onAnswered);
    this.addEventListener("submit", (e) => this.answer(e));
    this.recall();
  }

  /** An answer that still waits on the device. */
  async recall() {
    const post = (await posts()).find((p) => p.key === this.key);
    if (post && this.isConnected) this.chosen(post.fields.answer);
  }

  chosen(value) {
    this.open();
    clearInterval(this.timer);
    for (const b of this.querySelectorAll("button")) b.setAttribute("aria-pressed", String(b.value === value));
    this.querySelector(".question-held").hidden = false;
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    document.removeEventListener("recorded", this.onRecorded);
    document.removeEventListener("position", this.onPosition);
    document.removeEventListener("answered", this.onAnswered);
  }

  get key() { return `question ${this.id}`; }

  open() {
    this.dataset.open = "";
    clearInterval(this.timer);
    let waited = 0;
    this.timer = setInterval(() => {
      if (document.hidden || document.querySelector("x-lesson video")?.paused) return;
      waited += 1000;
      if (waited < PATIENCE_MS) return;
      clearInterval(this.timer);
      this.querySelector(".question-missed").hidden = false;
      this.scrollIntoView({ block: "nearest" });
      document.dispatchEvent(new CustomEvent("missed"));
    }, 1000);
  }

  async answer(e) {
    if (this.plain) return;
    e.preventDefault();
    clearInterval(this.timer);
    const fields = Object.fromEntries(new FormData(e.target));
    fields[e.submitter.name] = e.submitter.value;
    for (const b of this.querySelectorAll("button")) b.setAttribute("aria-pressed", String(b === e.submitter));
    try {
      await keepPost({ key: this.key, url: e.target.action, fields });
      await deliver();
      this.querySelector(".question-held").hidden = false;
    } catch {
      this.plain = true;
      e.target.requestSubmit(e.submitter);
    }
  }

  /** The fragment, or this question within a whole page, takes the place of the element. */
  show({ end, html }) {
    if (end !== "done") return location.reload();
    const held = document.createElement("template");
    held.innerHTML = html;
    const next = held.content.querySelector(`x-question[id="${CSS.escape(this.id)}"]`);
    if (!next) return location.reload();
    this.replaceWith(next);
    renew(held.content);
    return undefined;
  }
}

export class Quiz extends HTMLElement {
  async connectedCallback() {
    if (this.ready) return;
    this.ready = true;
    this.form = this.querySelector("form");
    this.stem = `quiz ${this.dataset.attempt} `;
    // All marked: what waited is settled.
    if (!this.querySelector("fieldset:not([disabled])")) { await forgetPosts(this.stem); return; }
    this.addEventListener("change", (e) => e.target.type === "radio" && this.save(e.target));
    for (const name of ["held", "delivered"]) document.addEventListener(name, () => this.state());
    // An answer that the server will not take is never said to be there.
    document.addEventListener("answered", ({ detail }) => detail.end === "refused" && detail.post.key.startsWith(this.stem) && location.reload());
    this.form.addEventListener("submit", (e) => {
      if (navigator.onLine === false) { e.preventDefault(); this.state(); }
    });
    await this.restore();
  }

  async mine() { return (await posts()).filter((p) => p.key.startsWith(this.stem)); }

  async restore() {
    for (const { fields } of await this.mine()) {
      for (const input of this.form.elements) {
        if (input.type === "radio" && input.name === fields.question) input.checked = input.value === fields.answer;
      }
    }
    await this.state();
  }

  async save(input) {
    const fields = { attempt: this.dataset.attempt, question: input.name, answer: input.value };
    try {
      await keepPost({ key: this.stem + input.name, url: this.dataset.saveUrl, fields });
      this.saved = true;
      deliver();
    } catch { /* the form posts it with the whole */ }
  }

  async state() {
    const n = (await this.mine()).length;
    const line = this.querySelector(".quiz-state");
    if (n) line.textContent = this.dataset.sayHeld.replace("{n}", n);
    else if (this.saved) line.textContent = this.dataset.sayDelivered;
  }
}
