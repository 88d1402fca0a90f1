// What a result leads to: the first listing, and files that come while it is under way.
import assert from "node:assert/strict";
import { test } from "node:test";
import { presses, text } from "../../../tests/drawn.js";

/** @typedef {{ command: string, answer: (value: unknown) => void, refuse: (why: unknown) => void }} Asked */
/** @type {Asked[]} */
let asked = [];
// @ts-expect-error The page's way to the backend, as far as it is used here.
globalThis.window = { __TAURI_INTERNALS__: { invoke: (/** @type {string} */ command) => new Promise((answer, refuse) => asked.push({ command, answer, refuse })) } };
const { leads } = await import("./files.js");

/** Lets everything go on that can. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
/** @param {string} url */
const address = (url) => ({ url, host: "a.example", end: url.slice(-1) });
/** @param {string} url @param {string} name */
const file = (url, name) => ({ url, name, kind: "text", bytes: 1, sha256: "ab", at: 0, another: false, there: true, path: `/there/${name}` });
const [ONE, TWO] = ["https://a.example/1", "https://a.example/2"];

/** @param {string[]} urls */
function opened(urls) {
  asked = [];
  const led = leads({ id: "p", redraw: () => undefined });
  const view = () => led.view(urls.map(address), "c", false);
  view();
  const names = () => [...text(view()).matchAll(/data-testid="fetched" data-name=([^ ]*)/g)].map(([, name]) => name);
  return { view, names, busy: () => text(view()).includes("?disabled=true") };
}

test("a_listing_that_comes_late_takes_nothing_from_a_fetch", async () => {
  const { view, names, busy } = opened([ONE, TWO]);
  presses(view(), "file-fetch")[0]?.();
  assert.deepEqual(asked.map(({ command }) => command), ["purchase_files", "purchase_file_fetch"]);
  asked[1]?.answer({ files: [file(ONE, "1.txt")], missed: null });
  await settle();
  assert.deepEqual([names(), busy()], [["1.txt"], false]);
  asked[0]?.answer([]);
  await settle();
  assert.deepEqual(names(), ["1.txt"]);
});

test("a_listing_ends_no_fetch", async () => {
  for (const end of [(/** @type {Asked | undefined} */ listing) => listing?.answer([file(TWO, "2.txt")]), (/** @type {Asked | undefined} */ listing) => listing?.refuse({ code: "store" })]) {
    const { view, names, busy } = opened([ONE, TWO]);
    presses(view(), "file-fetch")[0]?.();
    end(asked[0]);
    await settle();
    assert.ok(busy());
    presses(view(), "file-fetch")[1]?.();
    assert.equal(asked.length, 2, "one after the other");
    asked[1]?.answer({ files: [file(TWO, "2.txt"), file(ONE, "1.txt")], missed: null });
    await settle();
    assert.deepEqual([names(), busy()], [["1.txt", "2.txt"], false]);
  }
});

test("a_file_whose_address_is_gone_from_the_result_is_shown_at_the_end", async () => {
  for (const [urls, expected] of /** @type {[string[], string[]][]} */ ([[[TWO], ["2.txt", "1.txt"]], [[], ["1.txt", "2.txt"]]])) {
    const { names, view } = opened(urls);
    asked[0]?.answer([file(ONE, "1.txt"), file(TWO, "2.txt")]);
    await settle();
    assert.deepEqual(names(), expected);
    assert.ok(text(view()).includes(`data-testid="fetched-elsewhere"`));
  }
  const { view } = opened([]);
  asked[0]?.answer([]);
  await settle();
  assert.equal(text(view()), "");
});
