// Shows what an agent says of itself now and how long that took, beside what the registry saw when it looked.
import { html, nothing } from "lit-html";
import { now } from "../../clock.js";
import { failureLine } from "../../cards/failure/failure.js";
import { quotation } from "../../cards/foreign/foreign.js";
import { icon } from "../../kit/icon/icon.js";
import { agentStatus } from "../../kit/pill/pill.js";
import { absolute, relative, span } from "../../kit/time/time.js";
import { say } from "../../words/say.js";

/** @import { AgentView, AvailabilityView, LiveView } from "../../../types/contract.js" */
/** @import { Reading } from "../../store.js" */

/** @type {Record<AvailabilityView["state"], string>} */
const TONE = { "available": "ok", "simulated": "warn", "unavailable": "warn", "another-agent": "danger", "not-asked": "warn", "not-an-agent": "danger", "unreachable": "warn" };

/** In the frame of the agent, or nothing. @param {string} words */
const said = (words) => (words === "" ? nothing : quotation(say.agent.says, words));

/** What it said, or why there is no answer. @param {AvailabilityView} view */
export function availabilityWords(view) {
  switch (view.state) {
    case "available":
    case "simulated":
    case "unavailable":
      return said(view.message);
    case "not-an-agent":
      return said(view.text);
    default:
      return html`<p class="quiet clamp">${noAnswer(view)}</p>`;
  }
}

/** @param {Extract<AvailabilityView, { state: "another-agent" | "not-asked" | "unreachable" }>} view */
function noAnswer(view) {
  switch (view.state) {
    case "another-agent":
      return say.agent.anotherAgentSays(view.named);
    case "not-asked":
      return say.blocked[view.reason].says;
    case "unreachable":
      return failureLine(view.failure);
  }
}

/** A time that a request took: exact where it is short. @param {number} millis */
export const took = (millis) => (millis < 1000 ? say.live.millis(say.purchases.count(millis)) : span(millis));

/** @param {Reading<LiveView>} reading */
export function live(reading) {
  const { value, failure, loading } = reading;
  const view = value ?? (failure ? /** @type {LiveView} */ ({ says: { state: "unreachable", failure }, took: null, woke: null }) : undefined);
  if (!view || loading) return html`<p class="state state-info state-moving" data-testid="availability" data-state="asking"><span class="state-dot" aria-hidden="true"></span>${say.agent.asking}</p>`;
  const { says } = view;
  return html`<div data-testid="availability" data-state=${says.state} data-woke=${view.woke !== null}>
    <p class="availability"><span class="state state-${TONE[says.state]}"><span class="state-dot" aria-hidden="true"></span>${say.availability[says.state]}</span>
      <button type="button" class="button button-quiet button-icon" data-testid="availability-again" data-tip=${say.agent.askAgain} aria-label=${say.agent.askAgain} @click=${() => void reading.read()}>${icon("refresh")}</button></p>
    ${view.woke !== null ? html`<p class="quiet" data-testid="availability-took">${say.live.woke(took(view.woke), took(view.took ?? 0))}</p>` : view.took === null ? nothing : html`<p class="quiet" data-testid="availability-took">${say.live.took(took(view.took))}</p>`}
    ${availabilityWords(says)}
  </div>`;
}

/** Whether the registry ever called it. @param {AgentView} view */
const isChecked = ({ looked }) => looked.checks > 0 || looked.at !== null;

/** What the registry saw; that it never looked is not the same as that nobody answered. @param {AgentView} view */
export const registrySaw = (view) => (isChecked(view) || view.card.status === "Deregistered"
  ? agentStatus(view.card.status)
  : html`<span class="state state-quiet" tabindex="0" data-testid="agent-status" data-status="unchecked" data-tip=${say.live.uncheckedSays}><span class="state-dot" aria-hidden="true"></span>${say.live.unchecked}</span>`);

/** When the registry looked. @param {AgentView} view */
export const registryLooked = ({ looked }) => (looked.at === null ? nothing : html`<p class="quiet" data-testid="registry-looked"><span tabindex="0" data-tip=${absolute(looked.at)}>${say.live.looked(relative(looked.at, now()))}</span></p>`);
