// Small elements; under each lies plain HTML that works without them.
import { backoff } from "./journal.js";

/** <x-poll src every>: the answer takes the element's place; an answer without it ends the asking. */
export class Poll extends HTMLElement {
  connectedCallback() { this.failures = 0; this.plan(); }
  disconnectedCallback() { clearTimeout(this.timer); }
  plan() {
    const every = Math.max(1, Number(this.getAttribute("every")) || 2) * 1000;
    this.timer = setTimeout(() => this.ask(), this.failures ? Math.max(every, backoff(this.failures - 1, Math.random())) : every);
  }
  async ask() {
    if (document.hidden) return this.plan();
    try {
      const response = await fetch(this.getAttribute("src"), { headers: { accept: "text/html" }, credentials: "same-origin" });
      if (response.redirected) return location.assign(response.url);
      if (!response.ok) throw new Error(String(response.status));
      const held = document.createElement("template");
      held.innerHTML = await response.text();
      if (this.isConnected) this.replaceWith(held.content);
    } catch {
      this.failures += 1;
      this.plan();
    }
  }
}

/** <x-all>: one box ticks all of its form, or none. */
export class All extends HTMLElement {
  connectedCallback() {
    const box = this.querySelector("input");
    const boxes = [...box.form.querySelectorAll(`[type=checkbox][name="${box.dataset.of}"]`)];
    const show = () => {
      const on = boxes.filter((it) => it.checked).length;
      box.checked = on > 0 && on === boxes.length;
      box.indeterminate = on > 0 && on < boxes.length;
    };
    this.firstElementChild.hidden = false;
    box.form.addEventListener("change", (e) => {
      if (e.target === box) for (const it of boxes) it.checked = box.checked;
      show();
    });
    show();
  }
}

/** <x-copy>: the button copies the text of the paragraph. */
export class Copy extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.onclick = async () => {
      const p = this.querySelector("p");
      try {
        await navigator.clipboard.writeText(p.textContent.trim());
      } catch {
        getSelection().selectAllChildren(p);
        document.execCommand("copy");
      }
      this.querySelector(".copied").textContent = this.dataset.copied;
    };
  }
}

/** <x-filter-form>: a change sends the form; typing waits for a rest of half a second. */
export class FilterForm extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    let timer;
    const go = () => { clearTimeout(timer); form.requestSubmit(); };
    this.addEventListener("change", (e) => { if (e.target.matches("select, [type=checkbox], [type=radio], [type=date], [type=month]")) go(); });
    // Only a list that renews in place may answer to typing: a whole page would take the focus away.
    if (form.hasAttribute("hx-get")) {
      this.addEventListener("input", (e) => { if (e.target.matches("[type=search], [type=text]")) { clearTimeout(timer); timer = setTimeout(go, 500); } });
    }
  }
}

/** <x-confirm>: asks in a dialog before its form is sent. */
export class Confirm extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    const dialog = this.querySelector("dialog");
    let sure = false;
    let by;
    form.addEventListener("submit", (e) => {
      if (sure) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      by = e.submitter;
      dialog.showModal();
    }, true);
    dialog.addEventListener("click", (e) => {
      const b = e.target.closest("button");
      if (!b) return;
      dialog.close();
      if (b.value !== "yes") return;
      sure = true;
      form.requestSubmit(by);
      sure = false;
    });
  }
}

/** <x-look>: theme and type size at once, kept in the cookies that the server reads. */
export class Look extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (e) => {
      const b = e.submitter;
      if (!b?.name) return;
      e.preventDefault();
      document.cookie = `${b.name}=${b.value};path=/;max-age=31536000;samesite=lax${location.protocol === "https:" ? ";secure" : ""}`;
      const root = document.documentElement;
      if (b.value === "auto" || b.value === "normal") delete root.dataset[b.name];
      else root.dataset[b.name] = b.value;
      for (const other of document.querySelectorAll(`x-look [name="${b.name}"]`)) other.setAttribute("aria-pressed", String(other.value === b.value));
    });
  }
}

/** <x-sync>: the first two of the three words follow what waits and what arrived. */
export class Sync extends HTMLElement {
  connectedCallback() {
    document.addEventListener("held", (e) => {
      const held = this.querySelector(".sync-held");
      held.querySelector("b").textContent = e.detail.n;
      held.toggleAttribute("data-some", e.detail.n > 0);
    });
    document.addEventListener("delivered", (e) => {
      this.querySelector(".sync-delivered b").textContent = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(e.detail.at);
    });
  }
}

/** A file beyond the limit is refused by the field, before megabytes are sent. */
export function limitFiles() {
  document.addEventListener("change", (e) => {
    const input = e.target;
    if (input.type !== "file" || !input.dataset.limit) return;
    const big = [...input.files].some((f) => f.size > Number(input.dataset.limit));
    const words = document.getElementById(`l-${input.name}`)?.textContent ?? "";
    input.setCustomValidity(big ? words : "");
    if (big) input.reportValidity();
  });
}

/** An open menu closes on Escape and on a press elsewhere. */
export function closeMenus() {
  const close = (except) => {
    for (const d of document.querySelectorAll("details.me[open]")) if (d !== except) d.open = false;
  };
  document.addEventListener("click", (e) => close(e.target.closest("details.me")));
  document.addEventListener("keydown", (e) => {
    const open = e.key === "Escape" && document.querySelector("details.me[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
  });
}

/** The entry of this page is in view, however long the menu is. */
export function showCurrent() {
  const entry = document.querySelector(".menu [aria-current]");
  if (!entry) return;
  const menu = entry.closest(".menu");
  const [at, room] = [entry.getBoundingClientRect(), menu.getBoundingClientRect()];
  menu.scrollLeft += at.left - room.left - (room.width - at.width) / 2;
}
