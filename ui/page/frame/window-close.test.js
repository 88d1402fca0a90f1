import assert from "node:assert/strict";
import { test } from "node:test";

/** @type {string[]} */
const sent = [];
/** @type {(() => void)[]} */
const answers = [];
// @ts-expect-error The page's way to the backend, as far as it is used here.
globalThis.window = { __TAURI_INTERNALS__: { invoke: (/** @type {string} */ _, /** @type {{ how: string }} */ { how }) => {
  sent.push(how);
  return new Promise((resolve, reject) => answers.push(how === "watch" ? () => reject(new Error("refused")) : () => resolve(undefined)));
} } };
const { closeWindow } = await import("./window-close.js");

/** Lets everything go on that can. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("a wish to close never overtakes the answer before it, and a refused one keeps none back", async () => {
  void closeWindow("stay");
  void closeWindow("watch");
  void closeWindow("ask");
  await settle();
  assert.deepEqual(sent, ["stay"]);
  answers[0]?.();
  await settle();
  assert.deepEqual(sent, ["stay", "watch"]);
  answers[1]?.();
  await settle();
  assert.deepEqual(sent, ["stay", "watch", "ask"]);
});
