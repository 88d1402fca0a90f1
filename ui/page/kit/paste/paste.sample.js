import { html } from "lit-html";
import { pasteField } from "./paste.js";

let letters = 0;

/** @param {() => void} redraw @returns {import("../page/samples.js").Sample[]} */
export const samples = (redraw) => [
  {
    name: "for something secret",
    view: html`${pasteField({
      label: "What you were sent", hint: "It is read at once, and not kept.", read: "Read it",
      take: (text) => {
        letters = text.length;
        redraw();
      },
    })}<p class="quiet">${letters} letters were read</p>`,
    wide: true,
  },
];
