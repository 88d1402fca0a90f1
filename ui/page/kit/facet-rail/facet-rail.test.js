// What is chosen of the facets, and how it comes through an address.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { each, isEmpty, ranged, read, turned, written } from "./chosen.js";
import { facetRail } from "./facet-rail.js";

test("a_value_is_asked_for_left_out_or_neither", () => {
  const included = turned({}, "tag", "text", "include");
  assert.deepEqual(included["tag"]?.include, ["text"]);
  const excluded = turned(included, "tag", "text", "exclude");
  assert.deepEqual([excluded["tag"]?.include, excluded["tag"]?.exclude], [[], ["text"]]);
  assert.deepEqual(turned(excluded, "tag", "text", "exclude"), {});
  assert.ok(isEmpty({}));
  assert.ok(!isEmpty(excluded));
});

test("a_range_that_is_emptied_is_gone", () => {
  const some = ranged({}, "price", " 1 ", "");
  assert.deepEqual(some["price"]?.from, "1");
  assert.deepEqual(ranged(some, "price", "", " "), {});
});

test("what_is_chosen_comes_through_an_address_as_it_was", () => {
  let chosen = turned(turned(turned({}, "tag", "text", "include"), "tag", "a&b=c ü", "exclude"), "tag", "-minus", "include");
  chosen = ranged(chosen, "price", "1", "");
  assert.deepEqual(read(written(chosen), new Set(["price"])), chosen);
  assert.deepEqual(read("tag=text&tag=text&tag="), turned({}, "tag", "text", "include"));
  assert.equal(each(chosen).length, 4);
});

test("what_is_chosen_is_seen_without_asking_for_more", () => {
  const values = Array.from({ length: 9 }, (_none, index) => ({ id: `v${index}`, name: `value ${index}`, count: "1" }));
  const drawn = text(facetRail({ label: "l", groups: [{ id: "g", name: "G", values }], chosen: turned({}, "g", "v8", "include"), change: () => {} }));
  assert.ok(drawn.indexOf("value 8") < drawn.indexOf("<details"));
  assert.match(drawn, /2 more/);
  assert.match(drawn, /data-value=v8 aria-pressed=true/);
});
