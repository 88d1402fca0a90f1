// A receipt is saved one at a time, and the page shows it whichever purchase is looked at.
import assert from "node:assert/strict";
import { test } from "node:test";
import { presses, text } from "../../../tests/drawn.js";

/** @type {((value: unknown) => void)[]} */
const answers = [];
// @ts-expect-error The page's way to the backend, as far as it is used here.
globalThis.window = { __TAURI_INTERNALS__: { invoke: () => new Promise((resolve) => answers.push(resolve)) } };
const { receiptCard } = await import("./receipt.js");

const card = (/** @type {string} */ id) => receiptCard(id, () => undefined);
const shut = (/** @type {string} */ id) => text(card(id)).match(/\?disabled=true/g)?.length ?? 0;

test("while_one_receipt_is_saved_no_button_of_another_looks_as_if_it_would", async () => {
  assert.deepEqual([shut("a"), shut("b")], [0, 0]);
  presses(card("a"), "receipt-save")[0]?.();
  assert.deepEqual([shut("a"), shut("b")], [2, 2]);
  answers[0]?.({ path: "/there/a.json" });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([shut("a"), shut("b")], [0, 0]);
  assert.deepEqual(["a", "b"].map((id) => text(card(id)).includes("/there/a.json")), [true, false]);
});
