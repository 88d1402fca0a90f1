import { html } from "lit-html";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [{ name: "plain and marked", view: html`<div class="tags"><span class="tag">text</span><span class="tag">summary</span><span class="tag tag-accent">in use</span></div>` }];
