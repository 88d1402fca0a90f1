// Finds the words that were searched for in a text, so that they can be marked. Pure. The backend tells the beginnings of words,
// in small letters and without accents; here they are found in the text as it was written.

/** @param {string} text */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** How much of a word, as it is written, one of the beginnings takes; 0: none. @param {string} word @param {string[]} beginnings */
function taken(word, beginnings) {
  const plain = folded(word);
  const longest = Math.max(0, ...beginnings.filter((beginning) => beginning !== "" && plain.startsWith(beginning)).map(({ length }) => length));
  if (longest === 0) return 0;
  let [length, had] = [0, 0];
  // Letter by letter: a letter with its accents, or one that is folded to several, is marked whole.
  for (const [letter] of word.matchAll(/\P{M}\p{M}*/gu)) {
    if (had >= longest) break;
    had += folded(letter).length;
    length += letter.length;
  }
  return length;
}

/** A text in pieces, and which of them are meant. @param {string} text @param {string[]} beginnings of words, folded @returns {[string, boolean][]} */
export function marked(text, beginnings) {
  /** @type {[string, boolean][]} */
  const pieces = [];
  let from = 0;
  for (const { 0: word, index } of beginnings.length === 0 ? [] : text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)) {
    const length = taken(word, beginnings);
    if (length === 0) continue;
    if (index > from) pieces.push([text.slice(from, index), false]);
    pieces.push([text.slice(index, index + length), true]);
    from = index + length;
  }
  return from < text.length ? [...pieces, [text.slice(from), false]] : pieces;
}
