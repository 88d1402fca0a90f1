// A table's order, its ticks, and numbers under each other.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { dataTable, padded, ranged, sorted, toggled } from "./data-table.js";

test("a_click_sorts_and_another_one_turns_it_around", () => {
  assert.deepEqual(sorted(null, { id: "price" }), { by: "price", down: false });
  assert.deepEqual(sorted(null, { id: "price", downFirst: true }), { by: "price", down: true });
  assert.deepEqual(sorted({ by: "price", down: false }, { id: "price" }), { by: "price", down: true });
  assert.deepEqual(sorted({ by: "name", down: true }, { id: "price" }), { by: "price", down: false });
});

test("points_stand_under_each_other_and_no_digit_is_made_up_for_those_who_read", () => {
  assert.deepEqual(padded(["3.50", "12", "1,250.125"]), ["0", ".000", ""]);
  assert.deepEqual(padded(["3,5", "1.200,25"], ","), ["0", ""]);
  assert.deepEqual(padded(["3", "12"]), ["", ""]);
  assert.deepEqual(padded([undefined, "1.5"]), [".0", ""]);
  const drawn = text(dataTable({ caption: "c", columns: [{ id: "p", head: "Price", figure: (/** @type {string} */ row) => ({ number: row, unit: "ADA" }) }], rows: ["3", "1.5"], id: (row) => row }));
  assert.match(drawn, /3<span class="table-pad" aria-hidden="true">\.0<\/span>/);
});

test("a_head_says_how_the_table_is_sorted", () => {
  const drawn = text(dataTable({ caption: "c", columns: [{ id: "a", head: "Agent", cell: (/** @type {string} */ row) => row, sorts: true }], rows: ["x"], id: (row) => row, sort: { by: "a", down: true }, onSort: () => {} }));
  assert.match(drawn, /aria-sort=descending/);
  assert.match(drawn, /Sort by Agent/);
});

test("a_tick_adds_and_takes_away", () => {
  assert.deepEqual([...toggled(new Set(["a"]), "b")], ["a", "b"]);
  assert.deepEqual([...toggled(new Set(["a", "b"]), "a")], ["b"]);
});

test("shift_chooses_all_from_the_last_one_to_this_one", () => {
  const ids = ["a", "b", "c", "d"];
  assert.deepEqual([...ranged(new Set(["b"]), ids, "b", "d")], ["b", "c", "d"]);
  assert.deepEqual([...ranged(new Set(["c"]), ids, "c", "a")], ["c", "a", "b"]);
  assert.deepEqual([...ranged(new Set(), ids, null, "b")], ["b"]);
  assert.deepEqual([...ranged(new Set(), ids, "gone", "b")], ["b"]);
});

test("rows_of_one_section_have_one_head_and_several_sums_stand_below_each_other", () => {
  const figure = (/** @type {string} */ row) => (row === "free" ? [] : [{ number: row, unit: "ADA" }, { number: "7", unit: "tUSDM" }]);
  const drawn = text(dataTable({ caption: "c", columns: [{ id: "p", head: "Price", figure, none: () => "Free" }], rows: ["3.5", "1", "free"], id: (row) => row, chosen: new Set(), section: (row) => (row === "free" ? "Others" : "Needs you") }));
  assert.equal(drawn.split("table-section").length - 1, 2);
  assert.match(drawn, /colspan=3>Needs you[^]*colspan=3>Others[^]*Free/);
  assert.match(drawn, /<div>1<span class="table-pad" aria-hidden="true">\.0<\/span><\/div><div>7/);
});

test("an_empty_table_is_what_is_said_in_its_place", () => {
  assert.match(text(dataTable({ caption: "c", columns: [], rows: [], id: String, empty: "nothing here" })), /nothing here/);
});
