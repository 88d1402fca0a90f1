// What stands inside answers and results of purchases that the list of the same words does not have: each with the place around it.
import { html, nothing } from "lit-html";
import { named } from "../../cards/foreign/foreign.js";
import { phasePill } from "../../kit/pill/pill.js";
import { dated } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";

/** @import { FoundInside, InsideView } from "../../../types/contract.js" */

/** @param {FoundInside} found */
const hit = ({ row, place, snippet }) => html`<li><a class="inside-hit" data-testid="inside-hit" data-id=${row.id} data-place=${place} href=${href({ name: "purchase", id: row.id, ...(place === "result" ? { at: "result" } : {}) })}>
  <span class="inside-head"><span class="purchase-agent">${named(row.agentName)}</span>${phasePill(row.phase)}<span class="quiet">${dated(row.createdAt)}</span></span>
  <span class="inside-snippet" data-foreign><span class="visually-hidden">${say.purchases.insidePlace[place]}: </span>${snippet.map(({ text, hit }) => (hit ? html`<mark class="part">${text}</mark>` : text))}</span></a></li>`;

/** @param {InsideView | undefined} view */
export const inside = (view) => (view === undefined || view.found.length === 0 ? nothing : html`<section class="inside" data-testid="inside" data-more=${view.more}>
  <h2>${say.purchases.inside}</h2>
  <ul>${view.found.map(hit)}</ul>
  ${view.more ? html`<p class="quiet">${say.purchases.insideMore}</p>` : nothing}</section>`);
