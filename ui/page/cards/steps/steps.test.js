import assert from "node:assert/strict";
import { test } from "node:test";
import { heard } from "./steps.js";

/** @param {string | null} needs @param {string} phase @param {string[]} states @returns {any} */
const view = (needs, phase, states) => ({ row: { needs, phase }, steps: states.map((state, index) => ({ id: ["accepted", "paid", "working"][index] ?? "result", state, at: null, confirmations: null })) });

test("the_step_that_is_under_way_is_heard", () => {
  assert.match(heard(view(null, "paying", ["done", "active", "waiting"])), /./);
  assert.notEqual(heard(view(null, "paying", ["done", "active", "waiting"])), heard(view(null, "paying", ["done", "done", "waiting"])));
});

test("a_question_is_heard_and_not_only_that_the_agent_works", () => {
  assert.match(heard(view("answer", "question", ["done", "done", "active"])), /waiting for your answer/);
});

test("the_end_is_heard", () => {
  assert.match(heard(view(null, "delivered", ["done", "done", "done"])), /result is here/);
});
