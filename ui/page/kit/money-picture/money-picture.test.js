// The picture never says more than is known: where money is, and which ways it can still go.
import assert from "node:assert/strict";
import { test } from "node:test";
import { text } from "../../../tests/drawn.js";
import { STANDS, moneyPicture } from "./money-picture.js";

/** @param {import("./money-picture.js").MoneyState} state */
const drawn = (state) => text(moneyPicture({ state, names: { mine: "Your wallet", held: "Escrow", theirs: "Seller" }, amounts: {}, says: "A sentence." }));

test("money_is_where_it_is_said_to_be_and_nowhere_else", () => {
  for (const [state, { holds }] of Object.entries(STANDS)) {
    const there = [...drawn(/** @type {import("./money-picture.js").MoneyState} */ (state)).matchAll(/data-spot=(\w+) data-holds=true/g)].map(([, spot]) => spot);
    assert.deepEqual(there, holds, state);
  }
});

test("what_is_over_has_no_open_way", () => {
  for (const state of /** @type {const} */ (["paid", "back", "split"])) assert.ok(!Object.values(STANDS[state].ways).includes("open"), state);
  assert.deepEqual(STANDS.unknown.holds, []);
});

test("a_place_of_which_no_amount_is_said_shows_none", () => {
  assert.doesNotMatch(drawn("locked"), /money-there/);
});
