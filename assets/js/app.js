// Every page: htmx, the small elements, and delivery of what an earlier page left on the device.
import "htmx.org/dist/htmx.esm.js";
import { Draft, settle } from "./draft.js";
import { isHeld, watch } from "./delivery.js";
import { All, Confirm, Copy, FilterForm, Look, Poll, Sync, closeMenus, limitFiles, showCurrent } from "./parts.js";

try { settle(); } catch { /* storage refused */ }

const parts = { "x-confirm": Confirm, "x-draft": Draft, "x-poll": Poll, "x-all": All, "x-copy": Copy, "x-filter-form": FilterForm, "x-look": Look, "x-sync": Sync };
for (const [name, part] of Object.entries(parts)) customElements.define(name, part);

limitFiles();
closeMenus();
showCurrent();

// The lesson page delivers by its own script.
if (!document.querySelector("x-lesson, x-quiz") && isHeld()) watch();
