// Marks of what is to be compared.
import assert from "node:assert/strict";
import { test } from "node:test";
import { href, parse } from "../router.js";
import { MOST, add, address, identifiers, isMarked, remove } from "./comparing.js";

/** @param {string} id */
const agent = (id) => ({ id, name: id });

test("each_agent_is_marked_once_and_four_at_most", () => {
  const many = ["a1", "A1", "b2", "c3", "d4", "e5"].reduce((marked, id) => add(marked, agent(id)), /** @type {readonly import("./comparing.js").Marked[]} */ ([]));
  assert.deepEqual(many.map(({ id }) => id), ["a1", "b2", "c3", "d4"]);
  assert.equal(many.length, MOST);
  assert.ok(isMarked(many, "B2") && !isMarked(many, "e5"));
  assert.deepEqual(remove(many, "B2").map(({ id }) => id), ["a1", "c3", "d4"]);
  assert.deepEqual(remove(many, "e5"), many);
});

test("the_address_names_what_is_compared_and_forgives_what_was_typed", () => {
  assert.equal(href(address([agent("a1"), agent("b2")])), "#/compare/a1,b2");
  assert.deepEqual(parse("#/compare/a1, ,A1,b2,,c3,d4,e5"), { name: "compare", ids: ["a1", "b2", "c3", "d4"] });
  assert.deepEqual(parse("#/compare"), { name: "compare", ids: [] });
  assert.deepEqual(identifiers(" , "), []);
});
