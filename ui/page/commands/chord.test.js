import assert from "node:assert/strict";
import { test } from "node:test";
import { matches, single, spoken } from "./chord.js";

/** @param {string} key @param {Partial<import("./chord.js").Pressed>} [more] */
const pressed = (key, more) => ({ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test("a_letter_is_itself_with_caps_lock_and_nothing_with_a_modifier", () => {
  assert.ok(matches(pressed("j"), "j"));
  assert.ok(matches(pressed("J"), "j"));
  for (const held of ["ctrlKey", "metaKey", "altKey", "shiftKey"]) assert.ok(!matches(pressed("j", { [held]: true }), "j"), held);
});

test("a_sign_is_the_same_wherever_it_lies_on_the_keyboard", () => {
  assert.ok(matches(pressed("?", { shiftKey: true }), "?"));
  assert.ok(matches(pressed("/"), "/"));
  // On a German keyboard it is above the seven.
  assert.ok(matches(pressed("/", { shiftKey: true }), "/"));
  assert.ok(!matches(pressed("/", { ctrlKey: true }), "/"));
});

test("control_and_a_digit_is_found_where_digits_need_shift", () => {
  assert.ok(matches(pressed("1", { ctrlKey: true }), "Ctrl 1"));
  assert.ok(matches(pressed("&", { ctrlKey: true, code: "Digit1" }), "Ctrl 1"));
  assert.ok(!matches(pressed("1"), "Ctrl 1"));
  assert.ok(!matches(pressed("k", { ctrlKey: true, shiftKey: true }), "Ctrl k"));
});

test("keys_are_told_to_assistive_technology_by_their_standard_names", () => {
  assert.equal(spoken(["Ctrl 1", "Shift F10", "j"]), "Control+1 Shift+F10 j");
  assert.deepEqual(["j", "?", "Ctrl 1", "Escape", "Shift F10"].map(single), [true, true, false, false, false]);
});
