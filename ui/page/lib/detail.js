// Translates a short phrase of the backend by its text, because old journals hold such phrases too. Pure.

/** What may stand in a place of a phrase. @type {Record<string, string>} */
const PLACES = { "": ".+", word: "\\S+", hex: "[0-9a-f…]+", iso: "\\d{4}-\\d\\d-\\d\\dT\\S+" };

/** By the phrase, as it is in the table. @type {Map<string, RegExp>} */
const made = new Map();

/** @param {string} phrase */
function pattern(phrase) {
  const known = made.get(phrase);
  if (known) return known;
  const pieces = phrase.split(/\{(\w*)\}/).map((piece, index) => (index % 2 === 1 ? `(${PLACES[piece]})` : piece.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")));
  const pattern = new RegExp(`^${pieces.join("")}$`, "s");
  made.set(phrase, pattern);
  return pattern;
}

/**
 * @param {Record<string, string>} table by phrases of the backend
 * @param {string} text as the backend wrote it; what is no phrase is given back as it is
 * @param {(value: string) => string} [write] writes what was filled in
 */
export function detailOf(table, text, write = (value) => value) {
  if (Object.hasOwn(table, text) && !text.includes("{")) return table[text] ?? text;
  for (const [phrase, said] of Object.entries(table)) {
    const places = phrase.includes("{") ? pattern(phrase).exec(text) : null;
    if (places) return said.replace(/\{(\d)\}/g, (_, number) => write(places[Number(number)] ?? ""));
  }
  return write(text);
}
