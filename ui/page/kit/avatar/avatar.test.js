// Who uses another's name does not get its picture.
import assert from "node:assert/strict";
import { test } from "node:test";
import { initials, woven } from "./avatar.js";

test("initials_come_from_any_script_and_never_fail", () => {
  assert.equal(initials("Lead Scout"), "LS");
  assert.equal(initials("旅行プランナー"), "旅");
  assert.equal(initials("  (beta) writer"), "BW");
  assert.equal(initials("👩‍🚀"), "?");
  assert.equal(initials(""), "?");
});

test("a_border_is_always_the_same_for_its_key_and_nearly_never_that_of_another", () => {
  assert.deepEqual(woven("A1"), woven("a1"), "hexadecimal is the same in any case");
  const keys = Array.from({ length: 1000 }, (_none, index) => `addr_test1q${index}`);
  const all = new Set(keys.map((key) => JSON.stringify(woven(key))));
  assert.ok(all.size > 990, String(all.size));
  for (const key of ["", "a", "b", ...keys]) assert.ok(woven(key).fields.includes(true) && woven(key).fields.includes(false));
});

test("who_differs_by_one_letter_differs_to_the_eye", () => {
  const key = "7e8bdaf2b2b919a3a4b94002cafb50086c0c845fe535d07a77ab7f77".repeat(2);
  const fields = (/** @type {string} */ text) => woven(text).fields;
  const apart = Array.from({ length: key.length }, (_none, index) => {
    const other = `${key.slice(0, index)}${key[index] === "0" ? "1" : "0"}${key.slice(index + 1)}`;
    return fields(other).filter((is, place) => is !== fields(key)[place]).length;
  });
  assert.ok(apart.filter((fields) => fields >= 3).length > key.length * 0.9, String(apart));
});

test("every_form_and_every_tint_is_used", () => {
  const some = Array.from({ length: 200 }, (_none, index) => woven(`${index}`));
  for (const name of /** @type {const} */ (["form", "tint"])) assert.deepEqual([...new Set(some.map((one) => one[name]))].sort(), [0, 1, 2, 3]);
});
