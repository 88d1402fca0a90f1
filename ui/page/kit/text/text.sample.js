import { html } from "lit-html";
import { icon } from "../icon/icon.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "sizes", view: html`<p>Body, of 14. <span class="quiet">Quiet.</span> <small>Small.</small> <strong>Strong.</strong> <code>code</code> <kbd>Ctrl K</kbd></p>` },
  { name: "cut after three lines", view: html`<p class="clamp">${"Tides come twice a day, and the moon moves them. ".repeat(12)}</p>` },
  { name: "as it is written", view: html`<pre class="written" data-testid="kit-written" tabindex="0" role="region" aria-label="A file">${"{ \"tides\": 2 }\n".repeat(40)}</pre>` },
  { name: "where it was saved", view: html`<p class="saved-at">${icon("check")}<span>Saved as /home/you/Downloads/kaimono-receipt-2026-11-27.json</span></p>` },
];
