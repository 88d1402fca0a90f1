import { html } from "lit-html";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "sizes", view: html`<p>Body, of 14. <span class="quiet">Quiet.</span> <small>Small.</small> <strong>Strong.</strong> <code>code</code> <kbd>Ctrl K</kbd></p>` },
  { name: "cut after three lines", view: html`<p class="clamp">${"Tides come twice a day, and the moon moves them. ".repeat(12)}</p>` },
];
