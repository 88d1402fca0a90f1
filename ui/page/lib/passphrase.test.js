// Passphrases that are suggested.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BYTES, passphrase } from "./passphrase.js";

test("each letter comes equally often, and none looks like another one", () => {
  /** @type {Map<string, number>} */
  const seen = new Map();
  for (let byte = 0; byte < 256; byte += 1) {
    const [letter = ""] = passphrase(new Uint8Array(BYTES).fill(byte));
    seen.set(letter, (seen.get(letter) ?? 0) + 1);
  }
  assert.deepEqual([...new Set(seen.values())], [8]);
  assert.ok(["l", "o", "0", "1"].every((letter) => !seen.has(letter)));
});

test("it is six groups, long enough for a backup", () => {
  const bytes = Uint8Array.from({ length: BYTES }, (_, index) => index);
  assert.equal(passphrase(bytes), "abcd-efgh-ijkm-npqr-stuv-wxyz");
});
