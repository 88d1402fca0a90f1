// Nothing is drawn under the hands of whoever composes a text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { onceComposed } from "./composing.js";

test("nothing_is_drawn_while_a_text_is_composed_and_once_after_it", () => {
  const where = new EventTarget();
  let drawn = 0;
  const redraw = onceComposed(where, () => {
    drawn += 1;
  });
  const happens = (/** @type {string} */ what) => where.dispatchEvent(new Event(what));
  redraw();
  assert.equal(drawn, 1);
  for (const end of ["compositionend", "focusout"]) {
    drawn = 0;
    happens("compositionstart");
    redraw();
    redraw();
    assert.equal(drawn, 0, end);
    happens(end);
    assert.equal(drawn, 1, end);
    redraw();
    assert.equal(drawn, 2, end);
  }
  drawn = 0;
  happens("compositionstart");
  happens("compositionend");
  assert.equal(drawn, 0, "nothing was due");
});
