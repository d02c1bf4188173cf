import assert from "node:assert/strict";
import test from "node:test";
import { restore, values } from "./draft.js";

// A form as little as the module needs.
class Fields extends Array {}
globalThis.FormData = class {
  constructor(form) { this.form = form; }
  *[Symbol.iterator]() {
    for (const e of this.form.elements) if (!/radio|checkbox/.test(e.type) || e.checked) yield [e.name, e.value];
  }
};
const form = (...elements) => ({ elements: Fields.from(elements) });

test("secrets, files and hidden fields are never kept", () => {
  const f = form({ name: "a", type: "text", value: "1" }, { name: "p", type: "password", value: "x" }, { name: "attempt", type: "hidden", value: "t" });
  assert.deepEqual(values(f), [["a", "1"]]);
});

test("kept values come back to text and choices", () => {
  const f = form({ name: "a", type: "text", value: "" }, { name: "r", type: "radio", value: "1", checked: true }, { name: "r", type: "radio", value: "2", checked: false });
  assert.equal(restore(f, [["a", "typed"], ["r", "2"]]), true);
  assert.deepEqual(values(f), [["a", "typed"], ["r", "2"]]);
  assert.equal(restore(f, [["a", "typed"], ["r", "2"]]), false);
});
