// Phrases of the backend: each is known to the words, and nothing that others wrote is changed.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { de } from "../words/de/index.js";
import { en } from "../words/en/index.js";
import { detailOf } from "./detail.js";

const CRATES = new URL("../../../src-tauri/crates/", import.meta.url);
/** What stands in the proofs and is no phrase: names of fields, marks, and values. */
const NO_PHRASES = new Set(["client", "jobId", "payByTime", "submitResultTime", "unlockTime", "externalDisputeUnlockTime", "L1", "sha256:", ", ", " ", "…", "{} {}", "sellerWallet.vkey", "{}: {}"]);

/** Rust without its comments and its tests. @param {string} path */
const source = (path) => (readFileSync(new URL(path, CRATES), "utf8").split(/#\[cfg\(test\)\]\nmod tests/)[0] ?? "").replace(/^\s*\/\/.*$/gm, "");
/** @param {string} folder */
const under = (folder) => readdirSync(new URL(folder, CRATES), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".rs") && !/test/.test(name)).map((name) => `${folder}/${name}`);
/** What is filled in has no name of its own. @param {string} phrase */
const plain = (phrase) => phrase.replace(/\{[^}]*\}/g, "{}");

/** Every phrase that a proof's outcome or a failure of Kaimono's own may hold. */
function phrases() {
  const proofs = ["masumi/src/proof/verify.rs", ...under("masumi/src/proof/verify")].flatMap((path) => [...source(path).matchAll(/"((?:[^"\\]|\\.)*)"/g)]);
  const own = under("kaimono-core/src").flatMap((path) => [...source(path).matchAll(/(?:not_now|internal|\)\s*\.quoting)\(\s*&?(?:format!\()?\s*"((?:[^"\\]|\\.)*)"/g)]);
  const all = [...proofs, ...own].map(([, phrase]) => plain(phrase ?? ""));
  return new Set(all.filter((phrase) => !NO_PHRASES.has(phrase)));
}

test("every_phrase_of_the_backend_has_its_words_in_every_language_and_none_is_left_over", () => {
  const there = phrases();
  // The name of what another service lacks stays as it is.
  there.delete("agentIdentifier");
  there.delete("a row of another purchase");
  assert.ok(there.size > 60);
  for (const language of [en, de]) assert.deepEqual(Object.keys(language.detail).map(plain).sort(), [...there].sort());
});

test("what_is_filled_in_stays_in_its_place", () => {
  for (const language of [en, de]) {
    for (const [phrase, said] of Object.entries(language.detail)) {
      const places = phrase.match(/\{\w*\}/g) ?? [];
      assert.deepEqual((said.match(/\{\d\}/g) ?? []).sort(), places.map((_, index) => `{${index + 1}}`), phrase);
    }
  }
  assert.equal(detailOf(en.detail, "superseded by abc"), "replaced by abc");
  assert.equal(detailOf(de.detail, "payByTime at least 5 min after unlockTime"), "payByTime mindestens 5\u00a0min nach unlockTime");
  assert.equal(detailOf(de.detail, "a fixed price: 1,203.50 ADA", de.amount), "ein fester Preis: 1.203,50 ADA");
  assert.equal(detailOf(de.detail, "3.50 ADA + 0.25 tUSDM", de.amount), "3,50 ADA + 0,25 tUSDM");
});

test("what_others_wrote_is_not_changed", () => {
  for (const text of ["Proof of work", "superseded by a friend of mine", "{1}", "{}", "signed by me", "constructor", "one\nof two", "half of it after all"]) assert.equal(detailOf(de.detail, text), text);
});
