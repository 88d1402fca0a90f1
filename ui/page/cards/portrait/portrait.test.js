// One agent looks the same wherever it stands, and another one that takes its name does not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { portrait } from "./portrait.js";

/** @import { Frame } from "../../frame/frame.js" */

const frame = /** @type {Frame} */ (/** @type {unknown} */ ({ app: () => ({ active: "a", settings: { pictures: false, pictureGateway: "" } }), redraw() {} }));
/** @param {string} id @param {string} sellerKey */
const drawn = (id, sellerKey) => text(portrait(frame, { ...{ sellerKey }, id, name: "Lead Scout" }));

test("an_agent_has_one_border_whether_the_key_of_its_seller_is_known_or_not", () => {
  assert.equal(drawn("7e8b01", ""), drawn("7e8b01", "9a80"));
});

test("who_takes_the_name_or_sells_beside_it_has_another_border", () => {
  assert.notEqual(drawn("7e8b01", "9a80"), drawn("7e8b02", "9a80"));
  assert.notEqual(drawn("7e8b01", ""), drawn("7e8b02", ""));
});
