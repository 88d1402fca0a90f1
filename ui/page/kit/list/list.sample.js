import { html } from "lit-html";
import { arrows } from "./list.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "rows and tabs", view: html`<div class="tabs"><button type="button" class="tab" data-testid="kit-tab" aria-pressed="true">All<span class="tab-count">12</span></button><button type="button" class="tab tab-needs" data-testid="kit-tab" aria-pressed="false">Needs you<span class="tab-count">2</span></button></div>
    <ul class="rows" @keydown=${arrows}>${["Text Summarizer", "Logo Namer"].map((name) => html`<li><a class="kit-row" href="#kit" data-row data-testid="kit-row">${name}</a></li>`)}</ul>` },
];
