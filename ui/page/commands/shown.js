// Names keys as the keyboard does, in the person's language.
import { html } from "lit-html";
import { say } from "../words/say.js";

/** @param {string} part */
const name = (part) => say.keyName[part] ?? (/^[a-z]$/.test(part) ? part.toUpperCase() : part);

/** @param {string} keys */
export const keyWords = (keys) => keys.split(" ").map(name).join(" ");

/** @param {readonly string[]} all */
export const keyCaps = (all) => html`<span class="keys">${all.map((keys) => html`<kbd>${keyWords(keys)}</kbd>`)}</span>`;
