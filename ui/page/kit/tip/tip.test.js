// A tip describes its element, beside whatever describes it already.
import assert from "node:assert/strict";
import { test } from "node:test";
import { describing } from "./tip.js";

test("what_described_an_element_before_its_tip_still_does", () => {
  assert.equal(describing(null, true), "tip");
  assert.equal(describing("why", true), "why tip");
  assert.equal(describing("why tip", true), "why tip");
  assert.equal(describing("why tip", false), "why");
  assert.equal(describing("tip", false), "");
});
