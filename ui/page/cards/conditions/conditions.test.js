// The line of the node says what is known of it now, and nothing else is made of that.
import assert from "node:assert/strict";
import { test } from "node:test";
import { asOfNow, isTroubled } from "./conditions.js";

/** @import { Condition, HealthState, LineState } from "../../../types/contract.js" */

/** @type {Condition[]} */
const all = [{ id: "node", state: "passed", facts: {} }, { id: "ada", state: "skipped", facts: {} }];

test("a_node_that_went_away_is_said_to_and_one_of_which_nothing_is_known_is_as_it_was", () => {
  /** @type {[HealthState, LineState][]} */
  const table = [["ok", "passed"], ["offline", "failed"], ["refused", "failed"], ["closed", "failed"], ["unknown", "passed"]];
  for (const [health, state] of table) {
    const [node, ada] = asOfNow(all, health);
    assert.deepEqual([node?.state, ada?.state], [state, "skipped"], health);
    assert.equal(isTroubled(asOfNow(all, health)), state === "failed");
  }
});
