// Keeps which agents are marked to be compared, for the node that is looked at, and shows them at the foot of the market and of agents' pages.
import { html, nothing } from "lit-html";
import { MOST, add, address, isMarked, remove } from "../lib/comparing.js";
import { named } from "../cards/foreign/foreign.js";
import { icon } from "../kit/icon/icon.js";
import { note } from "../kit/toast/toast.js";
import { href } from "../router.js";
import { say } from "../words/say.js";

/** @import { Frame } from "./frame.js" */
/** @import { Marked } from "../lib/comparing.js" */

/** @type {{ of: string | null, marked: readonly Marked[] }} */
const kept = { of: null, marked: [] };

/** Another node has other agents. @param {string | null} active the node that is looked at @returns {readonly Marked[]} */
export function marked(active) {
  if (kept.of !== active) Object.assign(kept, { of: active, marked: [] });
  return kept.marked;
}

/** Marks an agent, or takes its mark away. @param {Frame} frame @param {Marked} agent */
export function toggle(frame, agent) {
  const before = marked(frame.app().active);
  if (isMarked(before, agent.id)) kept.marked = remove(before, agent.id);
  else if (before.length >= MOST) note(say.compare.full);
  else kept.marked = add(before, agent);
  frame.redraw();
}

/** A button that marks an agent. @param {Frame} frame @param {Marked} agent */
export function compareToggle(frame, agent) {
  const pressed = isMarked(marked(frame.app().active), agent.id);
  return html`<button type="button" class="button button-wide" data-testid="compare-toggle" aria-pressed=${pressed} @click=${() => toggle(frame, agent)}>${icon(pressed ? "check" : "columns")}${pressed ? say.compare.marked : say.compare.mark}</button>`;
}

/** @param {Frame} frame */
export function comparingBar(frame) {
  const all = marked(frame.app().active);
  const { name } = frame.route();
  if (all.length === 0 || (name !== "market" && name !== "agent")) return nothing;
  return html`<section class="comparing" aria-label=${say.compare.bar} data-testid="comparing" data-count=${all.length}>
    <ul class="comparing-list">${all.map((agent) => html`<li class="comparing-agent" data-testid="comparing-agent" data-id=${agent.id}><span>${named(agent.name)}</span>
      <button type="button" class="filter-remove" data-testid="comparing-remove" aria-label=${say.compare.unmark(named(agent.name))} @click=${() => toggle(frame, agent)}>${icon("cross")}</button></li>`)}</ul>
    ${all.length === 1 ? html`<p class="quiet">${say.compare.more}</p>` : html`<a class="button button-primary" data-testid="comparing-go" href=${href(address(all))}>${icon("columns")}${say.compare.go}</a>`}
    <button type="button" class="link" data-testid="comparing-clear" @click=${() => {
      kept.marked = [];
      frame.redraw();
    }}>${say.compare.clear}</button>
  </section>`;
}
