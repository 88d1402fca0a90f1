import assert from "node:assert/strict";
import { test } from "node:test";
import { groups } from "./address.js";

test("groups_are_the_whole_address_and_nothing_else", () => {
  for (const value of ["", "a", "addr1v", "addr1v9", "addr_test1qz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj"]) {
    assert.equal(groups(value).join(""), value);
    assert.ok(groups(value).every((group) => group.length >= 1 && group.length <= 6));
  }
});
