// Initials of a name on a colour of its own, instead of a picture from a stranger's server.
import { html } from "lit-html";

/** First letters of the first two words. @param {string} name */
export function initials(name) {
  const words = name.split(/[\s_.:/-]+/u).map((word) => word.replace(/[^\p{L}\p{N}]/gu, "")).filter((word) => word !== "");
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? "");
  return letters.join("").toLocaleUpperCase() || "?";
}

/** One of eight colours, always the same for the same text. @param {string} text */
export function hue(text) {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % 8;
}

/** @param {string} name @param {string} id decides the colour @param {"small" | "large"} [size] */
export const avatar = (name, id, size = "small") => html`<span class="avatar avatar-${size} avatar-${hue(id)}" aria-hidden="true">${initials(name)}</span>`;
