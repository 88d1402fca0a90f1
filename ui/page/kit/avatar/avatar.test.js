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
  assert.deepEqual(woven("a1"), woven("a1"));
  const all = new Set(Array.from({ length: 1000 }, (_none, index) => woven(`addr_test1q${index}`).join("")));
  assert.ok(all.size > 900, String(all.size));
  for (const key of ["", "a", "b"]) assert.ok(woven(key).includes(true) && woven(key).includes(false));
});
