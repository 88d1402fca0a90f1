// A menu by keys: what they lead to, and what stands in it for those who hear it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { found, menuLines, moved } from "./menu.js";

test("arrows_go_around_and_the_ends_are_one_key_away", () => {
  assert.equal(moved(0, 3, "ArrowDown"), 1);
  assert.equal(moved(2, 3, "ArrowDown"), 0);
  assert.equal(moved(0, 3, "ArrowUp"), 2);
  assert.equal(moved(-1, 3, "ArrowUp"), 2);
  assert.equal(moved(-1, 3, "ArrowDown"), 0);
  assert.equal(moved(1, 3, "Home"), 0);
  assert.equal(moved(1, 3, "End"), 2);
  assert.equal(moved(1, 3, "x"), null);
  assert.equal(moved(-1, 0, "ArrowDown"), null);
});

test("letters_lead_to_what_begins_with_them_and_again_to_the_next", () => {
  const texts = ["Copy", "Compare", "Über", "Open"];
  assert.equal(found(texts, 3, "c"), 0);
  assert.equal(found(texts, 0, "c"), 1);
  assert.equal(found(texts, 0, "cc"), 1);
  assert.equal(found(texts, 0, "com"), 1);
  assert.equal(found(texts, 1, "com"), 1);
  assert.equal(found(texts, 0, "ü"), 2);
  assert.equal(found(texts, 0, "z"), null);
});

test("what_cannot_be_done_says_why_and_stays_in_the_menu", () => {
  const act = () => {};
  const drawn = text(menuLines([{ id: "a", text: "Copy", keys: "Ctrl C", act }, "line", { id: "b", text: "Refund", disabled: "It is over.", act }, { id: "c", text: "Price", chosen: true, act }]));
  assert.match(drawn, /data-item=b[^]*aria-disabled=true[^]*It is over\./);
  assert.match(drawn, /aria-keyshortcuts=Control\+C/);
  assert.match(drawn, /role="separator"/);
  assert.match(drawn, /role=menuitemradio aria-checked=true/);
});
