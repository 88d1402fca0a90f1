// The language in use, and its words. `say` is bound again when the language changes. Code that keeps a word in a constant would
// go on speaking the old language, so every word is read when it is shown.
import { en } from "./en/index.js";
import { mirrored, pseudo } from "./pseudo.js";

/**
 * @import { Language } from "./en/index.js"
 * @import { Language as Tag } from "../../types/contract.js"
 */

/** Every language but the one that is always there, loaded when it is spoken; and two that nobody speaks, for tests. @satisfies {Record<Tag | "pseudo" | "mirrored", () => Promise<Language>>} */
const languages = {
  en: async () => en,
  de: async () => (await import("./de/index.js")).de,
  pseudo: async () => pseudo(en),
  mirrored: async () => mirrored(en),
};

/** @type {Language} */
export let say = en;

/** Whoever shows words, and shows them anew in another language. @type {Set<() => void>} */
const heard = new Set();
/** What was asked for last: a language that comes later than the next one is not spoken any more. @type {Tag | "pseudo" | "mirrored"} */
let wanted = "en";

/** @param {() => void} again shows everything once more */
export const whenSpoken = (again) => void heard.add(again);

/** Speaks a language from now on. @param {Tag | "pseudo" | "mirrored"} tag */
export async function speak(tag) {
  if (tag === wanted) return;
  wanted = tag;
  const language = await languages[tag]();
  if (tag !== wanted) return;
  say = language;
  for (const again of heard) again();
}
