// What agents and sellers wrote, where it is more than a line.
import { html } from "lit-html";

/** Text in pieces, between which a line may break: a browser needs the square of the time for what cannot be broken. @param {string[]} text */
export const pieces = (text) => text.map((piece, index) => (index === 0 ? piece : html`<wbr>${piece}`));
