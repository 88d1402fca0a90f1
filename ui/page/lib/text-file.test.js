import assert from "node:assert/strict";
import { test } from "node:test";
import { decoded, readText } from "./text-file.js";

/** @param {number[]} bytes */
const bytes = (...bytes) => new Uint8Array(bytes);

test("a_text_is_read_in_the_encoding_that_it_names_and_in_no_other", () => {
  assert.deepEqual(decoded(new TextEncoder().encode("Zeile;é\n")), { text: "Zeile;é\n" });
  assert.deepEqual(decoded(bytes(0xef, 0xbb, 0xbf, 0x61)), { text: "a" });
  assert.deepEqual(decoded(bytes(0xff, 0xfe, 0x61, 0, 0xe9, 0)), { text: "aé" });
  assert.deepEqual(decoded(bytes(0xfe, 0xff, 0, 0x61)), { text: "a" });
  assert.deepEqual(decoded(bytes(0x53, 0xfc, 0x64)), { wrong: "encoding" }, "Latin 1 is not guessed");
  assert.deepEqual(decoded(bytes(0x89, 0x50, 0x4e, 0x47, 0, 0)), { wrong: "binary" });
  assert.deepEqual(decoded(bytes(0x61, 0, 0x62)), { wrong: "binary" });
  assert.deepEqual(decoded(bytes()), { text: "" });
});

test("what_is_too_large_or_gone_is_said", async () => {
  assert.deepEqual(await readText(new Blob(["abc"]), 2), { wrong: "large" });
  assert.deepEqual(await readText(new Blob(["abc"]), 3), { text: "abc" });
  const gone = /** @type {Blob} */ (/** @type {unknown} */ ({ size: 1, arrayBuffer: () => Promise.reject(new Error("gone")) }));
  assert.deepEqual(await readText(gone, 3), { wrong: "unreadable" });
});
