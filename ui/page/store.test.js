// Reading: one at a time, the newest answer wins, a failure keeps the last good value.
import assert from "node:assert/strict";
import { test } from "node:test";
import { debounced, reading } from "./store.js";

/** @template T @param {() => Promise<T>} ask @param {(change: import("../types/contract.js").Changed) => boolean} [outdatedBy] */
const query = (ask, outdatedBy = () => false) => () => ({ ask, outdatedBy });

test("wishes_during_a_reading_become_one_more_reading", async () => {
  let calls = 0;
  /** @type {(() => void)[]} */
  const open = [];
  const one = reading(query(() => new Promise((resolve) => open.push(() => resolve(++calls)))), () => {});
  const done = one.read();
  one.read();
  one.read();
  open.shift()?.();
  await new Promise(setImmediate);
  open.shift()?.();
  await done;
  assert.equal(calls, 2);
  assert.equal(one.value, 2);
  assert.equal(one.loading, false);
});

test("an_answer_that_was_asked_for_before_a_value_was_put_does_not_take_its_place", async () => {
  /** @type {((how: "answers" | "fails") => void)[]} */
  const open = [];
  let asked = 0;
  const one = reading(query(() => new Promise((resolve, reject) => {
    const number = ++asked;
    open.push((how) => (how === "answers" ? resolve(`answer ${number}`) : reject(new Error())));
  })), () => {});
  for (const how of /** @type {const} */ (["answers", "fails"])) {
    const done = one.read();
    one.put("put meanwhile");
    open.shift()?.(how);
    await new Promise(setImmediate);
    assert.deepEqual([one.value, one.failure], ["put meanwhile", undefined], how);
    open.shift()?.("answers");
    await done;
    assert.equal(one.value, `answer ${asked}`, "what is asked for after it does");
  }
});

test("a_failure_keeps_the_last_good_value", async () => {
  let fail = false;
  const one = reading(query(async () => {
    if (fail) throw { code: "unreachable", side: "node", moved: "no", quote: "", retry: true };
    return "good";
  }), () => {});
  await one.read();
  fail = true;
  await one.read();
  assert.equal(one.value, "good");
  assert.equal(one.failure?.code, "unreachable");
  fail = false;
  await one.read();
  assert.equal(one.failure, undefined);
});

test("a_closed_reading_draws_nothing_any_more", async () => {
  let drawn = 0;
  const one = reading(query(async () => "late"), () => drawn++);
  const done = one.read();
  one.close();
  await done;
  assert.equal(drawn, 0);
  assert.equal(one.value, undefined);
});

test("what_was_read_is_read_again_after_a_change_that_outdates_it", async () => {
  let asked = 0;
  const one = reading(query(async () => ++asked, ({ topic }) => topic === "wallet"), () => {});
  one.changed({ topic: "wallet" });
  assert.equal(asked, 0, "nobody has begun it");
  await one.read();
  one.changed({ topic: "market" });
  assert.equal(asked, 1);
  one.changed({ topic: "wallet" });
  await one.read();
  assert.equal(one.value, asked);
  assert.ok(asked >= 2);
});

test("leaving_a_page_keeps_what_was_typed_last", () => {
  let kept = 0;
  const draft = debounced(() => kept++, 60_000);
  draft.flush();
  assert.equal(kept, 0);
  draft.later();
  draft.later();
  draft.flush();
  assert.equal(kept, 1);
  draft.flush();
  assert.equal(kept, 1);
});
