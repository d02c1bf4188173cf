// Parts of a page that follow what is recorded: `data-renew`, each with an id. They are taken from a
// newer copy of the page, so that words and rules stay where they are made: on the server.

/** Takes the parts from a copy of this page. */
export function renew(content) {
  for (const old of document.querySelectorAll("[data-renew]")) {
    const next = content.querySelector(`[id="${CSS.escape(old.id)}"]`);
    if (next && next.innerHTML !== old.innerHTML) old.replaceChildren(...next.childNodes);
  }
}

let asking = false;

/** Asks for a newer copy of this page; one at a time, and none while there is no connection. */
export async function fresh() {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch(location.pathname + location.search, { headers: { accept: "text/html" }, credentials: "same-origin" });
    if (answer.ok && !answer.redirected) {
      const held = document.createElement("template");
      held.innerHTML = await answer.text();
      renew(held.content);
    }
  } catch { /* the next answer asks again */ }
  asking = false;
}
