// Amounts side by side: one column a month, with the same as a table for everybody who wants the numbers, or one line for each,
// where names are long.
import { html } from "lit-html";
import { say } from "../../words/say.js";
import { percent, styled } from "../styled/styled.js";

/** @typedef {{ id: string, name: string, short: string, share: number, text: string, quiet?: boolean }} Bar `share`: its height beside the highest; `text`: the amount in words; `quiet`: not over yet */

/** @param {{ label: string, heads: { name: string, value: string }, bars: Bar[] }} chart */
export const barChart = ({ label, heads, bars }) => html`<figure class="bars" data-testid="bars">
  <figcaption class="visually-hidden">${label}</figcaption>
  <div class="bars-columns" aria-hidden="true">${bars.map(({ id, name, short, share, text, quiet }) => html`<div class="bars-column" data-id=${id} data-quiet=${quiet ?? false} data-tip=${`${name}\n${text}`}>
    <span class="bars-room"><span class="bars-bar" ${styled(`block-size: ${percent(share)}`)}></span></span><span class="bars-name">${short}</span></div>`)}</div>
  <details class="fold"><summary data-testid="bars-table">${say.kit.asTable}</summary>
    <table class="table"><caption class="visually-hidden">${label}</caption><thead><tr><th scope="col">${heads.name}</th><th scope="col" class="table-figure">${heads.value}</th></tr></thead>
      <tbody>${bars.map(({ name, text }) => html`<tr><th scope="row">${name}</th><td class="table-number">${text}</td></tr>`)}</tbody></table></details>
</figure>`;

/** The longest on top, each with its name and its number. @param {{ label: string, bars: { id: string, name: unknown, share: number, text: string }[] }} chart */
export const barList = ({ label, bars }) => html`<ul class="bar-list" aria-label=${label} data-testid="bar-list">${bars.map(({ id, name, share, text }) => html`<li data-testid="bar" data-id=${id}>
  <span class="bar-name">${name}</span><span class="bar-text">${text}</span><span class="bar-room" aria-hidden="true"><span class="bar-fill" ${styled(`inline-size: ${percent(share)}`)}></span></span></li>`)}</ul>`;
