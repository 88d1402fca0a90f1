// Limits as they are shown: how full one is, and why something would not be approved.
import { html, nothing } from "lit-html";
import { now } from "../../clock.js";
import { say } from "../../words/say.js";
import { icon } from "../../kit/icon/icon.js";
import { meter } from "../../kit/meter/meter.js";
import { ownTexts } from "../../kit/money/money.js";
import { day, inWords, span } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { named } from "../foreign/foreign.js";

/** @import { ApprovalView, CounterpartView, LimitView, Moment, MoneyView, PurchaseRow } from "../../../types/contract.js" */

const MINUTE = 60_000;

/** @param {MoneyView} money */
const text = (money) => ownTexts([money])[0] ?? "";

/** Whom a limit is about, or who is listed; `""`: everybody. @param {CounterpartView | null} one */
export function whom(one) {
  if (one === null) return "";
  const name = one.name === "" ? one.shortId : say.foreign.quoted(named(one.name));
  return one.seller ? say.limits.withSeller(name) : say.limits.withAgent(name);
}

/** @param {LimitView} limit */
export const limitLabel = (limit) => say.limits.label(say.limits.now[limit.over], whom(limit.with));

/** What a limit leaves, in words. @param {LimitView} limit */
function leaves({ used, asked, left, opens, usedPercent }) {
  if (used === null) return say.limits.unread;
  if (left === null) return asked === null ? (opens === null ? undefined : say.limits.full(day(opens))) : say.limits.tooMuch(opens === null ? "" : day(opens));
  if (asked !== null) return say.limits.leftAfter(text(left));
  if (opens === null) return undefined;
  return usedPercent === 100 ? say.limits.full(day(opens)) : say.limits.left(text(left));
}

/** How full a limit is. @param {LimitView} limit */
export function limitMeter(limit) {
  const most = text(limit.most);
  const alone = limit.over === "purchase" && limit.asked === null;
  const used = limit.over === "purchase" ? limit.asked : limit.used;
  // What is asked for is drawn beside what is used, and beyond the end where there is not enough.
  const over = limit.asked !== null && limit.left === null;
  const share = limit.over === "purchase" && limit.asked !== null ? 0 : limit.usedPercent / 100;
  const coming = limit.asked === null ? 0 : over ? Math.max(0.01, 1.01 - share) : limit.askedPercent / 100;
  return html`<div class="limit-meter" data-testid="limit-meter" data-over=${limit.over} data-left=${limit.left?.amount ?? ""}>${meter({
    label: limitLabel(limit), share, coming,
    text: alone || used === null ? say.limits.upTo(most) : say.limits.of(text(used), most), note: leaves(limit),
  })}</div>`;
}

/** How long nothing comes of a yes. With a second one the job has begun, and what waits is the payment, as far as there is time. @param {number} minutes @param {Moment | null} latest */
function waitWords(minutes, latest) {
  const wanted = span(minutes * MINUTE);
  if (latest === null) return say.limits.waits(wanted);
  if (now() >= latest) return say.limits.paysAtOnce(wanted);
  return now() + minutes * MINUTE <= latest ? say.limits.paysLater(wanted) : say.limits.paysSooner(wanted, inWords(latest));
}

/** In the review: the limits that are about it, why it would not be approved, and how long it waits. @param {Pick<ApprovalView, "limits" | "notAllowed" | "waits" | "waitsNoLaterThan">} approval */
export function reviewLimits({ limits, notAllowed, waits, waitsNoLaterThan }) {
  if (limits.length === 0 && notAllowed === null && waits === null) return nothing;
  return html`<div class="review-limits" data-testid="review-limits">
    ${notAllowed === null ? nothing : html`<div class="notice notice-danger" role="status" id="not-allowed" data-testid="not-allowed" data-why=${notAllowed.kind}>${icon("warning")}<div><p>${say.limits.notAllowed[notAllowed.kind]}</p>
      ${notAllowed.kind === "unread" && notAllowed.failure.quote !== "" ? html`<p><code class="code">${notAllowed.failure.quote}</code></p>` : nothing}<p>${toLimits()}</p></div></div>`}
    ${limits.map(limitMeter)}
    ${waits === null ? nothing : html`<p class="notice notice-info" data-testid="review-waits">${icon("clock")}<span>${waitWords(waits, waitsNoLaterThan)}</span></p>`}
  </div>`;
}

/** Where a purchase stands whose job waits to be started, or to be paid. @param {PurchaseRow} row */
export const waitsTag = ({ paysThen }) => html`<span class="state state-quiet" data-testid="waits-tag"><span class="state-dot" aria-hidden="true"></span>${paysThen ? say.limits.waitingToPay : say.limits.waiting}</span>`;

/** To where limits are set. */
export const toLimits = () => html`<a class="link" data-testid="to-limits" href=${href({ name: "settings", section: "limits" })}>${say.limits.toLimits}</a>`;

/** Refusals of the gate. @param {import("../../../types/contract.js").Failure} failure */
export const isOfTheGate = ({ code }) => code === "over-limit" || code === "unlisted" || code === "limits-unread" || code === "buying-paused";
