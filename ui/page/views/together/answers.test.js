import assert from "node:assert/strict";
import { test } from "node:test";
import { askable, drafts, errorsOf } from "./answers.js";

/** @import { BatchReview, SharedFormView } from "../../../types/contract.js" */

const own = { agentName: "", host: "", form: { groups: [] }, answers: {}, needsCeiling: false, ceilingUnits: [], failure: null };
const failure = /** @type {SharedFormView["agents"][number]["failure"]} */ (/** @type {unknown} */ ({ code: "unreachable" }));
const view = /** @type {SharedFormView} */ ({
  shared: { groups: [] }, answers: {},
  askedBy: [["shared-0", [{ agent: 0, field: "text", label: "Text" }, { agent: 2, field: "input", label: "Input" }]]],
  agents: [{ ...own, agent: "a" }, { ...own, agent: "gone", failure }, { ...own, agent: "c", needsCeiling: true }],
});

test("a_question_that_is_shared_is_sent_to_each_under_its_own_name", () => {
  /** @type {import("./answers.js").Typed} */
  const typed = { shared: { "shared-0": "Tides" }, own: [{ style: [0] }, {}, {}], ceilings: [{ amount: "", unit: "" }, { amount: "", unit: "" }, { amount: "2", unit: "" }] };
  assert.deepEqual(askable(view), [0, 2]);
  assert.deepEqual(drafts(view, typed), [
    { agent: "a", answers: { style: [0], text: "Tides" }, ceiling: null },
    { agent: "c", answers: { input: "Tides" }, ceiling: { amount: "2", unit: "" } },
  ]);
  assert.deepEqual(drafts(view, { ...typed, shared: {} })[1]?.answers, {}, "what was not typed is not sent");
});

test("an_error_stands_where_the_answer_was_typed_and_once", () => {
  const error = { rule: "required", limit: "", text: "" };
  const review = /** @type {BatchReview} */ (/** @type {unknown} */ ({ rows: [
    { number: 1, state: { kind: "invalid", errors: [{ ...error, field: "text" }, { ...error, field: "style" }] } },
    { number: 2, state: { kind: "invalid", errors: [{ ...error, field: "input" }, { ...error, field: "ceiling" }] } },
  ] }));
  assert.deepEqual(errorsOf(view, review), {
    shared: [{ ...error, field: "shared-0" }],
    own: [[{ ...error, field: "style" }], [], [{ ...error, field: "ceiling" }]],
  });
});
