// <x-draft key>: what is typed in the form stays on the device until the server has taken it.

const PREFIX = "draft ";
const SENT = "sent";
const shy = new Set(["password", "file", "hidden", "submit"]);

/** The values worth keeping: `[name, value]` of every field that holds no secret and no file. */
export function values(form) {
  const skip = new Set([...form.elements].filter((e) => shy.has(e.type)).map((e) => e.name));
  return [...new FormData(form)].filter(([name, v]) => typeof v === "string" && !skip.has(name));
}

/** Writes kept values back; true when something changed. */
export function restore(form, kept) {
  const before = JSON.stringify(values(form));
  const left = kept.map(([n, v]) => [n, v]);
  for (const e of form.elements) {
    if (!e.name || shy.has(e.type)) continue;
    const i = left.findIndex(([n, v]) => n === e.name && (!/radio|checkbox/.test(e.type) || v === e.value));
    if (/radio|checkbox/.test(e.type)) e.checked = i >= 0;
    else if (i >= 0) e.value = left[i][1];
    if (i >= 0) left.splice(i, 1);
  }
  return JSON.stringify(values(form)) !== before;
}

/** A device has more than one reader: nobody is shown what another typed. */
const place = (key) => `${PREFIX}${document.querySelector('meta[name="reader"]')?.content ?? ""} ${key}`;

/**
 * A form that was sent is taken when the page after it came from it, is no error, and says so or lacks it. The way
 * in has taken nothing; the question who sits there sends the form once more.
 */
export function settle() {
  const sent = JSON.parse(sessionStorage.getItem(SENT) ?? "null");
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  const status = performance.getEntriesByType("navigation")[0]?.responseStatus ?? 200;
  if (document.querySelector('input[name="check"]')) {
    sessionStorage.setItem(SENT, JSON.stringify({ ...sent, page: location.href.split("#")[0] }));
    return;
  }
  const again = !document.querySelector("main > .said") && [...document.querySelectorAll("x-draft")].some((d) => d.getAttribute("key") === sent.key);
  const bad = status >= 400 || location.pathname.startsWith("/sign-in") || document.querySelector(".absence-page, .panel-refusal, .notice-refusal");
  if (!again && !bad && document.referrer.split("#")[0] === sent.page) localStorage.removeItem(sent.place);
}

export class Draft extends (globalThis.HTMLElement ?? Object) {
  connectedCallback() {
    const form = this.querySelector("form");
    const note = this.querySelector(".draft-note");
    const key = place(this.getAttribute("key"));
    if (!form || this.ready) return;
    this.ready = true;
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(key)); } catch { /* nothing kept */ }
    // A page that shows errors already holds what was typed.
    if (kept && !document.querySelector(".error-summary") && restore(form, kept) && note) {
      note.hidden = false;
      note.querySelector("button").onclick = () => {
        localStorage.removeItem(key);
        form.reset();
        note.hidden = true;
      };
    }
    let timer;
    const keep = () => {
      clearTimeout(timer);
      try { localStorage.setItem(key, JSON.stringify(values(form))); } catch { /* storage full or refused */ }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 400); });
    addEventListener("pagehide", () => timer && keep());
    form.addEventListener("submit", (e) => {
      if (e.defaultPrevented) return;
      keep();
      sessionStorage.setItem(SENT, JSON.stringify({ key: this.getAttribute("key"), place: key, page: location.href.split("#")[0] }));
    });
  }
}
