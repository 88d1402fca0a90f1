// What an agent was before: how it did on each of ninety days, what it cost, and what else changed. Days that nobody watched are gaps.
import { html, nothing } from "lit-html";
import { now } from "../../clock.js";
import { dayStrip } from "../../kit/strip/strip.js";
import { clock } from "../../kit/time/time.js";
import { named } from "../foreign/foreign.js";
import { priceTag, priceText } from "../price/price.js";
import { say } from "../../words/say.js";

/** @import { AgentPast, ChangeView, DayKind, PriceView } from "../../../types/contract.js" */

/** @type {Record<DayKind, number | null>} */
const SHARE = { "online": 1, "mixed": 0.5, "offline": 0, "not-watched": null };

/** What it was, and what it is: prices, or the seller's words. @param {ChangeView} change */
export function beforeAndAfter({ kind, before, after, priceBefore, priceAfter }) {
  if (priceBefore !== null && priceAfter !== null) return html`<span class="change-was">${priceTag(priceBefore)}</span> &rarr; ${priceTag(priceAfter)}`;
  if (kind === "dearer" || kind === "cheaper" || kind === "repriced" || kind === "appeared" || kind === "gone" || kind === "back" || kind === "superseded") return nothing;
  const words = (/** @type {string} */ text) => (text === "" ? say.news.none : kind === "status" ? say.agentStatus[text] ?? named(text) : named(text));
  return html`<span class="change-was">${words(before)}</span> &rarr; ${words(after)}`;
}

/** @param {ChangeView} change */
export const changeTime = ({ at }) => html`<time class="change-time" datetime=${new Date(at).toISOString()}>${clock(at, now())}</time>`;

/** @param {ChangeView} change */
export const changeWords = (change) => html`<span class="change-words"><span class="change-what">${say.changed[change.kind]}</span> ${beforeAndAfter(change)}</span>`;

/**
 * What it cost before the price that it has now, as far as it was seen.
 * @param {AgentPast} past @param {PriceView} price what it costs now
 */
export function priceWas({ prices }, price) {
  const [before, last] = prices.slice(-2);
  // A price that nobody has noted yet is shown beside none.
  if (!before || !last || last.since === null || JSON.stringify(last.price) !== JSON.stringify(price)) return nothing;
  return html`<p class="quiet" data-testid="price-was">${say.past.priceWas(priceText(before.price), clock(last.since, now()))}</p>`;
}

/** @param {AgentPast} past */
export function pastCard(past) {
  if (past.since === null) return nothing;
  const known = past.days.filter((day) => day !== "not-watched");
  const first = past.daysFrom === null ? "" : clock(past.daysFrom, now());
  return html`<section class="card past" data-testid="past"><h2>${say.past.title}</h2>
    ${dayStrip({ label: say.past.days, days: past.days.map((day) => SHARE[day]), says: say.past.says(known.filter((day) => day === "online").length, known.length, past.days.length - known.length), from: first, to: say.past.today })}
    ${past.changes.length === 0 ? nothing : html`<h3>${say.past.changes}</h3><ul class="changes" data-testid="past-changes">${past.changes.slice(0, 20).map((change) => html`<li class="change" data-kind=${change.kind}>${changeWords(change)}${changeTime(change)}</li>`)}</ul>`}</section>`;
}
