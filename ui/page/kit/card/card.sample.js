import { html } from "lit-html";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "with a head", view: html`<section class="card"><h2>Escrow<span class="quiet">V2</span></h2><p>The money is locked.</p></section>` },
];
