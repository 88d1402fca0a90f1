// Only what is seen is asked for, and never much at once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gallery } from "./gallery.js";

/** A gallery whose answers come when they are given. @param {{ most?: number, remembered?: number }} [bounds] */
function given(bounds = {}) {
  /** @type {Map<string, (picture: string | null) => void>} */
  const open = new Map();
  /** @type {string[]} */
  const asked = [];
  let changes = 0;
  const pictures = gallery({ ...bounds, changed: () => (changes += 1), ask: (id) => new Promise((resolve, reject) => {
    asked.push(id);
    open.set(id, (picture) => (picture === "failed" ? reject(new Error()) : resolve(picture)));
  }) });
  return {
    pictures, asked, changes: () => changes,
    /** @param {string} id @param {string | null} picture */
    async answer(id, picture) {
      open.get(id)?.(picture);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test("a_few_are_asked_for_at_once_and_the_last_that_was_seen_comes_first", async () => {
  const { pictures, asked, answer, changes } = given({ most: 2 });
  for (const id of ["a", "b", "c", "d"]) pictures.seen(id, true);
  assert.deepEqual(asked, ["a", "b"]);
  await answer("a", "data:a");
  assert.deepEqual(asked, ["a", "b", "d"]);
  assert.deepEqual([pictures.of("a"), pictures.of("b"), changes()], ["data:a", null, 1]);
});

test("what_scrolled_away_before_its_turn_is_not_asked_for", async () => {
  const { pictures, asked, answer } = given({ most: 1 });
  for (const id of ["a", "b", "c"]) pictures.seen(id, true);
  pictures.seen("c", false);
  await answer("a", null);
  assert.deepEqual(asked, ["a", "b"]);
});

test("nobody_is_asked_twice_whether_there_was_a_picture_or_a_failure", async () => {
  const { pictures, asked, answer, changes } = given();
  for (const id of ["a", "b", "c"]) pictures.seen(id, true);
  pictures.seen("a", true);
  await answer("a", "data:a");
  await answer("b", null);
  await answer("c", "failed");
  for (const id of ["a", "b", "c"]) pictures.seen(id, true);
  assert.deepEqual(asked, ["a", "b", "c"]);
  assert.deepEqual([pictures.of("b"), pictures.of("c"), changes()], [null, null, 1]);
});

test("an_answer_to_a_question_of_another_node_is_not_shown", async () => {
  const { pictures, asked, answer } = given();
  pictures.seen("a", true);
  pictures.forget();
  await answer("a", "data:old");
  assert.equal(pictures.of("a"), null);
  pictures.seen("a", true);
  await answer("a", "data:new");
  assert.deepEqual([asked, pictures.of("a")], [["a", "a"], "data:new"]);
});

test("a_bounded_number_is_kept", async () => {
  const { pictures, answer } = given({ remembered: 2 });
  for (const id of ["a", "b", "c"]) {
    pictures.seen(id, true);
    await answer(id, `data:${id}`);
  }
  assert.deepEqual(["a", "b", "c"].map(pictures.of), [null, "data:b", "data:c"]);
});
