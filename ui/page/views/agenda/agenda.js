// Every deadline of what is open, by day, each with the way to its purchase; and the same as a file for a calendar.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { now } from "../../clock.js";
import { pageHead } from "../../frame/frame.js";
import { failurePanel } from "../../cards/failure/failure.js";
import { endOfWeek } from "../../cards/forecast/forecast.js";
import { named } from "../../cards/foreign/foreign.js";
import { copyButton } from "../../kit/copy/copy.js";
import { icon } from "../../kit/icon/icon.js";
import { ownMoneys } from "../../kit/money/money.js";
import { empty, shown, skeleton } from "../../kit/states/states.js";
import { absolute, clock, left } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { asFailure, reading } from "../../store.js";

/** @import { AgendaView, DeadlineView, Failure, Moment } from "../../../types/contract.js" */

/** @typedef {"today" | "tomorrow" | "week" | "later"} Part */

/** In which part of the agenda a moment is, by the person's own days. @param {Moment} at @param {Moment} present @returns {Part} */
export function partOf(at, present) {
  const midnight = new Date(present);
  midnight.setHours(24, 0, 0, 0);
  const next = new Date(midnight);
  next.setDate(next.getDate() + 1);
  if (at < midnight.getTime()) return "today";
  if (at < next.getTime()) return "tomorrow";
  return at < endOfWeek(present) ? "week" : "later";
}

/** @type {Part[]} */
const PARTS = ["today", "tomorrow", "week", "later"];

/** @param {import("../../frame/frame.js").Frame} frame @returns {import("../../frame/frame.js").Page} */
export function open(frame) {
  const agenda = reading(backend.agenda, frame.redraw);
  let saving = false;
  let saved = "";
  /** @type {Failure | undefined} */
  let failure;
  void agenda.read();

  async function save() {
    if (saving) return;
    saving = true;
    failure = undefined;
    frame.redraw();
    try {
      // Where the person said nowhere, nothing is said of it.
      saved = (await backend.agendaSave())?.path ?? saved;
    } catch (error) {
      failure = asFailure(error);
    }
    saving = false;
    frame.redraw();
  }

  /** @param {DeadlineView} deadline */
  function row({ purchase, agentName, title, what, at, exact, given, needs, price }) {
    const present = now();
    const on = given === "nothing" ? "" : say.forecast.onlyIf[given];
    return html`<li class="deadline" data-testid="deadline" data-what=${what} data-given=${given} data-id=${purchase} data-at=${at}>
      <span class="deadline-when"><time datetime=${new Date(at).toISOString()} tabindex="0" data-tip=${absolute(at)}>${exact ? clock(at, present) : say.forecast.notBefore(clock(at, present))}</time><span class="quiet">${left(at, present)}</span></span>
      <span class="deadline-what"><strong>${say.foretold[what]}</strong>${on === "" ? nothing : html` <span class="quiet">${on}</span>`}<span class="deadline-of">${agentName === "" ? say.agenda.unnamed : named(agentName)}${title === "" ? nothing : html` <span class="quiet">${title}</span>`}</span></span>
      <span class="deadline-price">${ownMoneys(price)}</span>
      <a class=${needs ? "button" : "link"} data-testid="deadline-go" data-need=${needs ?? ""} href=${href({ name: "purchase", id: purchase })} aria-label=${`${needs ? say.need[needs] : say.agenda.look}: ${agentName === "" ? say.agenda.unnamed : agentName}`}>${needs ? say.need[needs] : say.agenda.look}</a></li>`;
  }

  /** @param {AgendaView} view */
  function content({ deadlines, more }) {
    if (deadlines.length === 0) return empty("calendar", say.agenda.emptyTitle, say.agenda.emptySays);
    const present = now();
    return html`${PARTS.map((part) => {
      const own = deadlines.filter(({ at }) => partOf(at, present) === part);
      return own.length === 0 ? nothing : html`<section class="card" data-testid="agenda-part" data-part=${part}><h2>${say.agenda[part]}</h2><ul class="deadlines">${own.map(row)}</ul></section>`;
    })}
      ${more === 0 ? nothing : html`<p class="quiet" data-testid="agenda-more">${say.agenda.more(more)}</p>`}
      <section class="agenda-save"><p class="quiet">${say.agenda.saveSays}</p>
        ${failure ? failurePanel(failure) : nothing}
        <p class="saved-at" role="status">${saved === "" ? nothing : html`${icon("check")}<span data-testid="agenda-saved" data-path=${saved}>${say.agenda.saved(saved)}</span>${copyButton(saved, say.agenda.path)}`}</p></section>`;
  }

  return {
    title: () => say.agenda.title,
    tick: 30_000,
    readings: [agenda],
    view: () => html`<div class="page" data-testid="agenda">
      ${pageHead(say.agenda.title, {
        back: { href: href({ name: "purchases" }), text: say.purchases.title },
        beside: agenda.value && agenda.value.deadlines.length > 0 ? html`<button type="button" class="button" data-testid="agenda-save" ?disabled=${saving} @click=${() => void save()}>${icon("calendar")}${say.agenda.save}</button>` : nothing,
        below: html`<p class="lead">${say.agenda.lead}</p>`,
      })}
      ${shown(agenda, { loading: skeleton(4), view: content })}
    </div>`,
  };
}
