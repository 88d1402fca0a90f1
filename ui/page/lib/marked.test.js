// Which letters of a text were searched for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { marked } from "./marked.js";

/** @param {string} text @param {string[]} words */
const told = (text, words) => marked(text, words).map(([piece, meant]) => (meant ? `[${piece}]` : piece)).join("");

test("the_beginnings_of_words_are_marked_whatever_their_case_and_accents", () => {
  const rows = /** @type {const} */ ([
    ["Text Summarizer", ["summ"], "Text [Summ]arizer"],
    ["Resümee und Resumé", ["resu"], "[Resü]mee und [Resu]mé"],
    ["Résumé".normalize("NFD"), ["resume"], `[${"Résumé".normalize("NFD")}]`],
    ["the best tea, text-to-speech", ["te", "text"], "the best [te]a, [text]-to-speech"],
    ["ﬁle ﬁnder", ["fi"], "[ﬁ]le [ﬁ]nder"],
    ["under thunder", ["under"], "[under] thunder"],
    ["Übersetzer 2024", ["ubersetzer", "20"], "[Übersetzer] [20]24"],
    ["नमस्ते दुनिया", ["दन"], "नमस्ते [दुनि]या"],
    ["nothing", [], "nothing"], ["nothing", [""], "nothing"], ["", ["a"], ""], ["…—", ["a"], "…—"],
  ]);
  for (const [text, words, wanted] of rows) assert.equal(told(text, [...words]), wanted, text);
});

test("nothing_of_a_text_is_lost_or_added", () => {
  const letters = ["a", "é", "e\u0301", "ß", "İ", "ﬃ", "😀", "\u200b", " ", "-", "א", "न", "्", "\ud800", "9"];
  let seed = 7;
  for (let round = 0; round < 500; round++) {
    const text = Array.from({ length: 12 }, () => letters[(seed = (seed * 1103515245 + 12345) & 0x7fffffff) % letters.length]).join("");
    assert.equal(marked(text, ["a", "e", "ss", "i", "ff", "न", "9"]).map(([piece]) => piece).join(""), text);
  }
});
