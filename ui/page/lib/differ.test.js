// What the verification shows of two values: nothing is left out, and the difference is marked where it is.
import assert from "node:assert/strict";
import { test } from "node:test";
import { differ, parts } from "./differ.js";

/** @param {import("./differ.js").Part[]} list */
const whole = (list) => list.map(({ text }) => text).join("");
/** @param {import("./differ.js").Part[]} list */
const marked = (list) => list.filter(({ same }) => !same).map(({ text }) => text);

const HASH = "9a800faff8fec71f03da4fa63e2eb6920487a4969d6a0e59ec1a43450011aabb";

test("one_changed_digit_in_a_hash_is_marked_in_its_group_on_both_sides", () => {
  const [one, other] = differ(HASH, HASH.replace("3e2eb692", "3e2eb693"));
  assert.deepEqual([marked(one), marked(other)], [["3e2eb692"], ["3e2eb693"]]);
});

test("nothing_of_a_value_is_left_out", () => {
  const values = [HASH, HASH.slice(2), "addr_test1qz2fxv2umyhttkxyxp8x0dlpdt3k", "", "none", `${HASH}: our input`, "2026-11-23T11:54:13.581Z", "é́ 你好"];
  for (const one of values) {
    for (const other of values) {
      const [left, right] = differ(one, other);
      assert.deepEqual([whole(left), whole(right)], [one, other]);
      assert.equal(whole(parts(one)), one);
    }
  }
});

test("the_case_of_hex_is_no_difference", () => {
  const [one] = differ(HASH, HASH.toUpperCase());
  assert.deepEqual(marked(one), []);
});

test("values_that_have_nothing_in_common_are_not_covered_in_marks", () => {
  const [one, other] = differ("0".repeat(64), "1".repeat(64));
  assert.deepEqual([marked(one), marked(other)], [[], []]);
  assert.deepEqual(marked(differ("a fixed price", "a quote")[0]), []);
});

test("a_date_that_differs_in_an_hour_shows_the_hour", () => {
  const [one, other] = differ("2026-11-23T11:54:13.581Z", "2026-11-23T12:54:13.581Z");
  assert.deepEqual([marked(one), marked(other)], [["1"], ["2"]]);
});

test("a_longer_value_shows_what_it_has_more", () => {
  const [one, other] = differ(HASH, `${HASH}00`);
  assert.deepEqual([marked(one), marked(other)], [[], ["00"]]);
});

test("a_hash_with_words_behind_it_is_read_in_groups_too", () => {
  const words = ": other input than ours";
  assert.equal(parts(`${HASH}${words}`).length, 9);
  assert.equal(parts(`${HASH}${words}`).at(-1)?.text, words);
  const [, other] = differ(HASH, `${HASH.replace("3e2eb692", "3e2eb693")}${words}`);
  assert.deepEqual(marked(other), ["3e2eb693", words]);
  assert.equal(parts("deadbeefdeadbeefdeadzebra").length, 1, "no hex after all");
});
