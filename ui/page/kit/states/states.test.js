// What a page shows when there is nothing to show, and while nothing can be written down.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cannotWrite } from "../../frame/frame.js";
import { shown } from "./states.js";
import { text } from "../../../tests/drawn.js";

/** @import { AppView, Code, StoreState } from "../../../types/contract.js" */

/** @param {Code} code */
const failed = (code) => text(shown(/** @type {import("../../store.js").Reading<string>} */ (/** @type {unknown} */ ({ value: undefined, failure: { code, side: "app", moved: "no", quote: "purchases.db", retry: false } })), { loading: "", view: (value) => value }));

test("a_history_that_cannot_be_read_is_said_once_by_the_banner", () => {
  for (const code of /** @type {const} */ (["store-damaged", "store-newer"])) {
    assert.match(failed(code), /said-above/, code);
    assert.doesNotMatch(failed(code), /role="alert"/, code);
  }
  assert.match(failed("timeout"), /role="alert"/);
});

/** @param {StoreState | null} state */
const app = (state) => /** @type {AppView} */ (/** @type {unknown} */ ({ active: "p", removed: [], profiles: [{ id: "p", store: state === null ? null : { state, readable: true, quote: "" } }, { id: "other", store: { state: "full", readable: true, quote: "" } }] }));

test("nothing_is_offered_that_would_have_to_be_written_down_first", () => {
  for (const state of /** @type {const} */ (["read-only", "full", "locked", "unwritable", "gone"])) assert.equal(cannotWrite(app(state)), true, state);
  // An older copy is written on, once the node was asked.
  for (const state of /** @type {const} */ ([null, "older"])) assert.equal(cannotWrite(app(state)), false);
  assert.equal(cannotWrite(/** @type {AppView} */ (/** @type {unknown} */ ({ active: null, removed: [], profiles: [] }))), false);
});
