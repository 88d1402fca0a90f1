// The agent that the person is at in the list, beside it, where there is room: what its entry says, and what it cost before. It is all
// here already: nobody is asked for it.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { now } from "../../clock.js";
import { compareToggle } from "../../frame/comparing.js";
import { oddName } from "../../cards/alike/alike.js";
import { named, quotation } from "../../cards/foreign/foreign.js";
import { priceWas } from "../../cards/past/past.js";
import { portrait } from "../../cards/portrait/portrait.js";
import { priceTag } from "../../cards/price/price.js";
import { icon } from "../../kit/icon/icon.js";
import { agentStatus } from "../../kit/pill/pill.js";
import { relative } from "../../kit/time/time.js";
import { BESIDE } from "../../lib/room.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { debounced, reading } from "../../store.js";

/** @import { AgentCard, AgentPast, Blocked } from "../../../types/contract.js" */
/** @import { Frame } from "../../frame/frame.js" */

/** Milliseconds: who goes through the list does not want to see each. */
const AFTER = 120;

/** @param {AgentCard} card @returns {[string, unknown][]} */
const facts = ({ status, uptime, generation, since, bought, host }) => [
  [say.facet.status, html`${agentStatus(status)}<p class="quiet">${uptime === null ? say.market.neverChecked : say.market.uptime(uptime)}</p>`],
  ...(generation === null ? [] : [/** @type {[string, unknown]} */ ([say.facet.generation, say.generation[generation]])]),
  ...(since === null ? [] : [/** @type {[string, unknown]} */ ([say.market.listed, relative(since, now())])]),
  ...(bought === 0 ? [] : [/** @type {[string, unknown]} */ ([say.facet.bought, say.market.times(bought)])]),
  [say.facts.data, host === "" ? say.facts.dataNowhere : say.facts.dataGoes(host)],
];

/** Why it cannot be bought, and what can be done. @param {Blocked} blocked */
const why = (blocked) => html`<p class="notice notice-info" data-testid="preview-why" data-blocked=${blocked}>${icon("info")}<span>${say.blocked[blocked].says} ${say.payableTodo[blocked]}</span></p>`;

/** @param {Frame} frame @param {AgentCard} card @param {AgentPast | undefined} past */
export const previewOf = (frame, card, past) => html`<aside class="card card-beside preview" aria-label=${say.market.preview} data-testid="preview" data-id=${card.id}>
  <div class="preview-head">${portrait(frame, card)}<div><h2 class="preview-name">${named(card.name)}</h2><p class="quiet">${card.author === "" ? say.market.anonymous : say.market.by(card.author)}</p></div></div>
  <div><p class="preview-price">${priceTag(card.price)}</p>${past ? priceWas(past, card.price) : nothing}</div>
  ${card.blocked ? why(card.blocked) : nothing}${oddName(card)}
  ${card.summary === "" ? nothing : quotation(say.foreign.from(named(card.name)), card.summary)}
  <dl class="facts preview-facts">${facts(card).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
  <div class="preview-acts"><a class="button button-primary button-wide" data-testid="preview-open" href=${href({ name: "agent", id: card.id })}>${say.market.open}</a>${compareToggle(frame, { id: card.id, name: card.name })}</div>
</aside>`;

/** @param {Frame} frame */
export function preview(frame) {
  const room = matchMedia(BESIDE);
  /** @type {AgentCard | null} */
  let shown = null;
  /** @type {AgentCard | null} */
  let next = null;
  /** Of whom the past was asked for, and of whom it is here. */
  let [asked, known] = ["", ""];
  const past = reading(() => backend.agentPast(asked), () => {
    known = asked;
    frame.redraw();
  });
  const turn = debounced(() => {
    shown = next;
    frame.redraw();
  }, AFTER);
  room.addEventListener("change", frame.redraw);

  /** What it was is read once it is shown. @param {AgentCard} card */
  function pastOf(card) {
    if (asked !== card.id && !past.loading) {
      asked = card.id;
      void past.read();
    }
    return known === card.id ? past.value : undefined;
  }

  return {
    past,
    /** The person is at an agent. @param {AgentCard} card */
    at(card) {
      if (!room.matches || next?.id === card.id) return;
      next = card;
      turn.later();
    },
    /** Another list begins anew. */
    forget() {
      turn.cancel();
      shown = next = null;
    },
    /** @param {AgentCard | undefined} first of the list, where the person is at none */
    view(first) {
      if (!room.matches) return nothing;
      shown ??= first ?? null;
      return shown ? previewOf(frame, shown, pastOf(shown)) : nothing;
    },
    close() {
      turn.cancel();
      room.removeEventListener("change", frame.redraw);
    },
  };
}
