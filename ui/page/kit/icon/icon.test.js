// Icons are paths that were written from another collection's shapes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { path } from "../../../icons.mjs";
import { PATHS } from "./paths.js";

test("every_shape_becomes_a_path_that_closes_where_it_should", () => {
  assert.equal(path("line", { x1: "1", y1: "2", x2: "3", y2: "4" }), "M1 2L3 4");
  assert.equal(path("circle", { cx: "12", cy: "12", r: "10" }), "M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0z");
  assert.equal(path("rect", { x: "2", y: "3", width: "8", height: "4" }), "M2 3h8v4h-8v-4z");
  assert.equal(path("rect", { x: "2", y: "3", width: "8", height: "4", rx: "1" }), "M3 3h6a1 1 0 0 1 1 1v2a1 1 0 0 1 -1 1h-6a1 1 0 0 1 -1 -1v-2a1 1 0 0 1 1 -1z");
  assert.equal(path("polyline", { points: "1 2 3 4" }), "M1 2 3 4");
  assert.throws(() => path("text", {}));
});

test("every_icon_begins_somewhere_on_its_own_and_is_only_a_path", () => {
  assert.ok(Object.keys(PATHS).length > 70);
  for (const [name, drawn] of Object.entries(PATHS)) {
    assert.match(drawn, /^M[-\d.]/, name);
    assert.match(drawn, /^[MmLlHhVvCcSsQqTtAaZz\d\s,.-]+$/, name);
  }
});
