// What is asked of the purchases, through its address and to the backend.
import assert from "node:assert/strict";
import { test } from "node:test";
import { NOTHING, begins, dayOf, queryOf, read, written } from "./asked.js";

/** @type {import("./asked.js").Asked} */
const asked = { text: "a+b ?#%", group: "done", phase: "settled", agent: "7e8b", unit: "", label: "Tax & 2026", from: "2026-11-01", to: "2026-11-30", sort: "price", down: false };

test("what_is_asked_comes_through_an_address_as_it_was", () => {
  assert.deepEqual(read(written(asked)), asked);
  assert.deepEqual(read(written({ ...asked, unit: "ab12", sort: "agent", down: true })), { ...asked, unit: "ab12", sort: "agent", down: true });
  assert.equal(written(NOTHING), "");
  assert.deepEqual(read(""), NOTHING);
  assert.equal(written({ ...NOTHING, label: "Tax", sort: "price" }), "label=Tax&sort=price");
});

test("what_an_address_may_not_say_is_left_out", () => {
  for (const query of ["colour=red", "group=mine", "phase=done", "phase=toString", "sort=colour", "from=2026-02-30", "to=yesterday", "token=", "order=sideways", "%"]) assert.deepEqual(read(query), NOTHING, query);
});

test("days_are_the_persons_own_and_the_last_one_is_in_it", () => {
  const query = queryOf(asked, { dealt: null, most: 100 });
  assert.equal(dayOf(query.from ?? 0), "2026-11-01");
  assert.equal(query.until, begins("2026-12-01"));
  assert.deepEqual([query.unit, query.label, query.only, query.down], ["", "Tax & 2026", [], false]);
  assert.deepEqual(queryOf(NOTHING, { dealt: null, most: 1, only: ["a"] }).only, ["a"]);
});
