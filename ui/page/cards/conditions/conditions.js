// What paying a purchase needs, and how everything of it stands: all of it at once.
import { html, nothing } from "lit-html";
import { now } from "../../clock.js";
import { failurePanel } from "../failure/failure.js";
import { icon } from "../../kit/icon/icon.js";
import { written } from "../../kit/money/money.js";
import { clock } from "../../kit/time/time.js";
import { say } from "../../words/say.js";

/** @import { Blocked, Condition, Facts, HealthState, LineState } from "../../../types/contract.js" */

/** @type {Record<LineState, import("../../kit/icon/icon.js").IconName>} */
const MARK = { passed: "check", warned: "warning", failed: "cross", skipped: "dash" };

/** A moment is told by the person's own clock. @param {Facts} facts @returns {Facts} */
const timely = (facts) => (facts.until === undefined ? facts : { ...facts, until: clock(Number(facts.until), now()) });

/** @param {Condition} condition */
const line = ({ id, state, facts }) => html`<li class="report-line report-${state}" data-testid="condition" data-condition=${id} data-state=${state}>
  <span class="report-mark">${icon(MARK[state])}<span class="visually-hidden">${say.conditions.state[state]}</span></span>
  <div><span class="report-name">${say.conditionName[id]}</span> <span class="report-found">${say.conditionSays[id][state]?.(timely(written(facts))) ?? nothing}</span></div>
</li>`;

/** How the node does, as far as it is known. @type {Record<HealthState, LineState | null>} */
const NODE = { ok: "passed", offline: "failed", refused: "failed", closed: "failed", unknown: null };

/** With the node as it is now: since it was asked it may have gone away, or come back. @param {Condition[]} conditions @param {HealthState} health */
export const asOfNow = (conditions, health) => conditions.map((one) => (one.id === "node" ? { ...one, state: NODE[health] ?? one.state } : one));

/** @param {Condition} condition */
const isOpen = ({ state }) => state === "failed" || state === "warned";

/** Whether there is something that the person should look at. @param {Condition[]} conditions */
export const isTroubled = (conditions) => conditions.some(isOpen);

/** @param {Condition[]} conditions */
const list = (conditions) => html`<ol class="conditions">${conditions.map(line)}</ol>`;

/** What is missing stands there; what is not can be opened. @param {Condition[]} conditions @param {boolean} [open] */
export function conditionCard(conditions, open = false) {
  if (conditions.length === 0) return nothing;
  const count = (/** @type {LineState} */ wanted) => conditions.filter(({ state }) => state === wanted).length;
  const troubled = isTroubled(conditions);
  return html`<section class="conditions-card" data-testid="conditions" data-troubled=${troubled} aria-label=${say.conditions.title}>
    ${troubled ? html`<p class="conditions-head">${icon("warning")}<strong>${say.conditions.missing(count("failed"), count("warned"))}</strong></p>${list(conditions.filter(isOpen))}` : nothing}
    <details class="fold" ?open=${open}><summary data-testid="conditions-toggle">${troubled ? say.conditions.rest : say.conditions.title}<span class="fold-note">${icon("check")}${say.conditions.there(count("passed"), count("skipped"))}</span></summary>
      ${list(conditions.filter((one) => !isOpen(one)))}</details>
  </section>`;
}

/** What stands in the way on the person's own side: there all of it is of use at once. @type {Set<Blocked | null>} */
const OWN_SIDE = new Set(/** @type {const} */ (["node-unknown", "contract", "key-may-not-pay"]));

/** Of an agent, before anything is filled in: asked when somebody wants to know. @param {import("../../store.js").Reading<Condition[]>} reading @param {Blocked | null} blocked */
export function conditionsOf(reading, blocked) {
  if (blocked !== null && !OWN_SIDE.has(blocked)) return nothing;
  if (blocked !== null && reading.value === undefined && reading.failure === undefined && !reading.loading) void reading.read();
  if (reading.value !== undefined) return conditionCard(reading.value, true);
  return html`<details class="fold" data-testid="conditions-ask" ?open=${blocked !== null} @toggle=${(/** @type {Event} */ event) => {
      if (/** @type {HTMLDetailsElement} */ (event.target).open && !reading.loading) void reading.read();
    }}><summary data-testid="conditions-toggle">${say.conditions.title}</summary>
    ${reading.failure ? failurePanel(reading.failure, { again: () => void reading.read() }) : html`<p class="quiet" role="status">${say.conditions.read}</p>`}</details>`;
}
