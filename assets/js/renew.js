// Parts of a page that follow what is recorded: `data-renew` with a name. They come from the server
// again, so that words and rules stay where they are made.

/** Takes the parts from a page or a piece of one. */
export function renew(content) {
  for (const old of document.querySelectorAll("[data-renew]")) {
    const next = content.querySelector(`[data-renew="${old.dataset.renew}"]`);
    if (next && next.innerHTML !== old.innerHTML) old.replaceChildren(...next.childNodes);
  }
}

let asking = false;

/** Asks for the parts at `url`; one at a time, and without complaint while there is no connection. */
export async function fresh(url) {
  if (asking || !url) return;
  asking = true;
  try {
    const answer = await fetch(url, { headers: { accept: "text/html" }, credentials: "same-origin" });
    if (answer.ok && !answer.redirected) {
      const held = document.createElement("template");
      held.innerHTML = await answer.text();
      renew(held.content);
    }
  } catch { /* the next answer asks again */ }
  asking = false;
}
