// The foot of the sidebar, with what one wants to know at any moment, in two lines: where the money is, and what happens next.
import { html, nothing } from "lit-html";
import { now } from "../clock.js";
import { limitMeter } from "../cards/limits/limits.js";
import { ownMoneys } from "../kit/money/money.js";
import { absolute, relative } from "../kit/time/time.js";
import { href } from "../router.js";
import { say } from "../words/say.js";

/** @import { AppView, LimitView } from "../../types/contract.js" */

/** So many have room there. */
const LIMITS = 2;

/** Those that come to their end first. @param {LimitView[]} limits */
const fullest = (limits) => [...limits].sort((one, other) => other.usedPercent - one.usedPercent).slice(0, LIMITS);

/** @param {AppView} app */
export function foot({ inEscrow, next, limits }) {
  if (inEscrow.length === 0 && next === null && limits.length === 0) return nothing;
  return html`<dl class="foot" aria-label=${say.foot.label} data-testid="foot">
    ${inEscrow.length === 0 ? nothing : html`<div><dt>${say.foot.escrow}</dt><dd><a class="foot-link" data-testid="foot-escrow" href=${href({ name: "wallet" })}>${ownMoneys(inEscrow)}</a></dd></div>`}
    ${next === null ? nothing : html`<div><dt>${say.foot.next}</dt><dd><a class="foot-link" data-testid="foot-next" href=${href({ name: "purchase", id: next.purchase })} data-tip=${absolute(next.next.at)}>${say.next[next.next.what].ahead(relative(next.next.at, now()))}</a></dd></div>`}
    ${limits.length === 0 ? nothing : html`<div><dt>${say.limits.foot}</dt><dd><a class="foot-link" data-testid="foot-limits" href=${href({ name: "settings", section: "limits" })}>${fullest(limits).map(limitMeter)}</a></dd></div>`}
  </dl>`;
}
