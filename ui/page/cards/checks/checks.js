// Shows every check of the terms by name. Before the terms arrive, it shows what they will be compared with and what is already known.
// Afterwards it shows each outcome, and for a failed check both values side by side and what that can mean.
import { html, nothing } from "lit-html";
import { now } from "../../clock.js";
import { say } from "../../words/say.js";
import { copyButton } from "../../kit/copy/copy.js";
import { detailOf } from "../../lib/detail.js";
import { differ, parts } from "../../lib/differ.js";
import { icon } from "../../kit/icon/icon.js";
import { clock } from "../../kit/time/time.js";

/** @import { Ahead, Check, CheckId } from "../../../types/contract.js" */
/** @typedef {"offer" | "seller" | "time" | "money" | "listing"} CheckGroup */

/** @type {Record<Check["state"], import("../../kit/icon/icon.js").IconName>} */
const MARK = { "passed": "check", "failed": "cross", "warned": "info", "not-applicable": "dash", "outside": "warning" };

/** @type {Record<Ahead["known"], import("../../kit/icon/icon.js").IconName>} */
const KNOWN = { "now": "check", "later": "clock", "not-applicable": "dash" };

/** What each check is about. @type {Record<CheckId, CheckGroup>} */
const GROUP = {
  "identifier-format": "offer", "identifier-unused": "offer", "agent-identifier": "offer", "agent-echo": "offer", "nonce": "offer", "nonce-echo": "offer",
  "input-hash": "offer", "seller-key": "seller", "seller-registered": "seller", "seller-approved": "seller", "seller-address": "seller", "signature": "seller",
  "deadline-order": "time", "pay-time": "time", "deliver-time": "time", "unlock-time": "time", "price": "money", "unit": "money", "contract": "money",
  "source-index": "money", "layer": "money", "current": "listing", "registered": "listing",
};

/** @type {CheckGroup[]} */
const GROUPS = ["offer", "seller", "time", "money", "listing"];

/** @param {Check} check */
export const wrong = (check) => check.state === "failed" || check.state === "outside";

/** The verdict in a line, over those that apply. @param {Check[]} all */
export function summary(all) {
  const checks = all.filter(({ state }) => state !== "not-applicable");
  const count = (/** @type {Check["state"]} */ wanted) => checks.filter(({ state }) => state === wanted).length;
  if (count("failed") > 0) return say.purchase.checksFailed(count("failed"), checks.length);
  if (count("outside") > 0) return say.purchase.checksOutside(count("outside"), checks.length);
  return count("warned") > 0 ? say.purchase.checksWarned(checks.length, count("warned")) : say.purchase.checksPassed(checks.length);
}

/** @param {string} name @param {import("../../lib/differ.js").Part[]} value @param {string} text @param {"one" | "other"} side */
const side = (name, value, text, side) => html`<div><dt>${name}${text.length > 20 ? copyButton(text, name) : nothing}</dt>
  <dd><code class="code" data-testid="versus" data-side=${side}>${value.map((part) => html`${part.same ? html`<span class="part">${part.text}</span>` : html`<mark class="part">${part.text}</mark>`}<wbr>`)}</code></dd></div>`;

/** Two values side by side, their difference marked. @param {string} name @param {string} value @param {string} otherName @param {string} other */
export function versus(name, value, otherName, other) {
  const [one, two] = differ(value, other);
  return html`<dl class="versus">${side(name, one, value, "one")}${side(otherName, two, other, "other")}</dl>`;
}

/** A moment as the backend writes it in a phrase. What only looks like one is no value of its. */
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** What is filled into a phrase about deadlines: the name of one, or a moment. @param {string} value */
function timed(value) {
  if (Object.hasOwn(say.deadlineEnd, value)) return say.deadlineEnd[/** @type {keyof typeof say.deadlineEnd} */ (value)];
  return ISO.test(value) && !Number.isNaN(Date.parse(value)) ? clock(Date.parse(value), now()) : value;
}

/** How a check's values are written. @param {Check} check */
const written = ({ id }) => (GROUP[id] === "time" ? timed : id === "price" || id === "unit" ? say.amount : undefined);

/** What a check notes, as it is said. @param {Check} check @param {string} value */
const valueOf = (check, value) => detailOf(say.detail, value, written(check));

/** Two values as they are said; as they came, where they would be the same: moments of one minute. @param {Check} check @param {string} one @param {string} other @returns {[string, string]} */
function both(check, one, other) {
  // What is no moment at all is quoted.
  const quoted = one.endsWith(" in milliseconds");
  const said = /** @type {[string, string]} */ ([valueOf(check, one), quoted ? detailOf(say.detail, other) : valueOf(check, other)]);
  return said[0] === said[1] ? [detailOf(say.detail, one), detailOf(say.detail, other)] : said;
}

/** @param {Check} check @param {string} name @param {string} value @param {string} other */
function against(check, name, value, other) {
  const [one, two] = both(check, value, other);
  return html`${versus(name, one, say.purchase.found, two)}<p class="check-means" data-testid="check-means">${check.state === "outside" ? (say.checkOutside[check.id] ?? say.checkMeans[check.id]) : say.checkMeans[check.id]}</p>`;
}

/** @param {Check} check */
function evidence(check) {
  switch (check.state) {
    case "failed":
      return against(check, say.purchase.expected, check.expected, check.found);
    case "outside":
      return against(check, say.purchase.approved, check.approved, check.found);
    case "warned":
    case "not-applicable":
      return check.note === "" ? nothing : html`<p class="check-note">${valueOf(check, check.note)}</p>`;
    default:
      return nothing;
  }
}

/** @param {Check} check */
const row = (check) => html`<li class="check-row check-${check.state}" data-testid="check" data-check=${check.id} data-state=${check.state}>
  <span class="check-mark">${icon(MARK[check.state])}<span class="visually-hidden">${say.outcome[check.state]}:</span></span>
  <div><span>${say.check[check.id]}</span>${evidence(check)}</div></li>`;

/** By what they are about. @template {{ id: CheckId }} T @param {T[]} all @param {(one: T) => unknown} row */
const grouped = (all, row) => GROUPS.map((group) => {
  const own = all.filter(({ id }) => GROUP[id] === group);
  return own.length === 0 ? nothing : html`<div class="check-group"><p class="check-group-name" id="checks-${group}">${say.checkGroup[group]}</p><ul class="checks" aria-labelledby="checks-${group}">${own.map(row)}</ul></div>`;
});

/** What went wrong. @param {Check[]} checks */
export function wrongList(checks) {
  const bad = checks.filter(wrong);
  return bad.length === 0 ? nothing : html`<ul class="checks checks-wrong" aria-label=${say.purchase.wrongChecks}>${bad.map(row)}</ul>`;
}

/** All others, by what they are about. @param {Check[]} checks */
export const heldList = (checks) => html`<div class="check-groups">${grouped(checks.filter((check) => !wrong(check)), row)}</div>`;

/** What went wrong first, then all others. @param {Check[]} checks */
export const checkList = (checks) => html`<div data-testid="checks">${wrongList(checks)}${heldList(checks)}</div>`;

/** The sign before what a price may be at most. */
const AT_MOST = "≤ ";

/** A moment comes as milliseconds; the person's zone is known only here, and so is how amounts are written. @param {Ahead} ahead */
function told({ id, value }) {
  if (id === "price") return value.startsWith(AT_MOST) ? `${AT_MOST}${say.amount(value.slice(AT_MOST.length))}` : say.amount(value);
  return /^\d{13}$/.test(value) ? clock(Number(value), now()) : parts(value).map(({ text }) => html`<span class="part">${text}</span><wbr>`);
}

/** What the terms will be held against, before they come. @param {Ahead[]} ahead */
export const aheadList = (ahead) => html`<div class="check-groups" data-testid="ahead-list">${grouped(ahead, (one) => html`<li class="check-row check-${one.known === "now" ? "passed" : one.known}" data-testid="ahead-check" data-check=${one.id} data-known=${one.known}>
  <span class="check-mark">${icon(KNOWN[one.known])}<span class="visually-hidden">${say.known[one.known]}:</span></span>
  <div><span>${say.check[one.id]}</span>${one.value === "" ? nothing : html`<code class="code check-value">${told(one)}</code>`}</div></li>`)}</div>`;

/** How much of it is known already. @param {Ahead[]} ahead */
export const aheadSummary = (ahead) => say.review.aheadCount(ahead.filter(({ known }) => known !== "not-applicable").length, ahead.filter(({ known }) => known === "now").length);
