// By what the purchases are chosen: each as a filter that can be taken back, and a menu to add one.
import { html } from "lit-html";
import { ask } from "../../kit/dialog/dialog.js";
import { openMenu } from "../../kit/menu/menu.js";
import { icon } from "../../kit/icon/icon.js";
import { ticker } from "../../kit/money/money.js";
import { day } from "../../kit/time/time.js";
import { named } from "../../cards/foreign/foreign.js";
import { say } from "../../words/say.js";
import { begins, dayOf } from "./asked.js";

/** @import { PurchaseFacets } from "../../../types/contract.js" */
/** @import { FilterPill } from "../../kit/filter-pills/filter-pills.js" */
/** @import { MenuEntry } from "../../kit/menu/menu.js" */
/** @import { Asked } from "./asked.js" */

/** @param {Asked} asked @param {PurchaseFacets | undefined} facets @param {(change: Partial<Asked>) => void} look @returns {FilterPill[]} */
export function chips(asked, facets, look) {
  const { agent, phase, unit, label, from, to } = asked;
  const agentName = facets?.agents.find((one) => one.agent === agent?.toLowerCase())?.name ?? "";
  const token = facets?.tokens.find(([money]) => money.unit === unit)?.[0];
  const shownLabel = facets?.labels.find(([one]) => one.typed === label)?.[0].shown;
  return [
    ...(agent === null ? [] : [{ id: "agent", text: facets?.agents.some((one) => one.agent === agent.toLowerCase()) ? named(agentName) : agent, remove: () => look({ agent: null }) }]),
    ...(phase === null ? [] : [{ id: "phase", text: say.phase[phase], remove: () => look({ phase: null }) }]),
    ...(unit === null ? [] : [{ id: "token", text: token ? ticker(token) : unit === "" ? "ADA" : unit, remove: () => look({ unit: null }) }]),
    ...(label === null ? [] : [{ id: "label", text: say.purchases.labelled(shownLabel ?? label), remove: () => look({ label: null }) }]),
    ...(from === "" && to === "" ? [] : [{ id: "dates", text: say.purchases.dates(from === "" ? "" : day(from), to === "" ? "" : day(to)), remove: () => look({ from: "", to: "" }) }]),
  ];
}

/** The first and the last day of some stretches that are asked for often. @param {number} now @returns {[keyof typeof say.purchases.spans, string, string][]} */
function spans(now) {
  const at = new Date(now);
  const date = (/** @type {number} */ year, /** @type {number} */ month, /** @type {number} */ day) => dayOf(new Date(year, month, day).getTime());
  const [year, month, today] = [at.getFullYear(), at.getMonth(), at.getDate()];
  return [
    ["today", date(year, month, today), date(year, month, today)],
    ["week", date(year, month, today - 6), date(year, month, today)],
    ["month", date(year, month, 1), date(year, month + 1, 0)],
    ["lastMonth", date(year, month - 1, 1), date(year, month, 0)],
    ["year", date(year, 0, 1), date(year, 11, 31)],
    ["lastYear", date(year - 1, 0, 1), date(year - 1, 11, 31)],
  ];
}

/** Asks for the first and the last day. @param {Asked} asked @param {(change: Partial<Asked>) => void} look */
async function askDates(asked, look) {
  let { from, to } = asked;
  /** @param {"from" | "to"} which @param {string} value @param {() => void} redraw */
  const field = (which, value, redraw) => html`<div class="field"><label class="label" for="dates-${which}">${say.kit[which]}</label>
    <input id="dates-${which}" class="input" type="date" placeholder="2026-01-31" data-testid="dates-day" data-day=${which} .value=${value} @input=${(/** @type {Event} */ event) => {
      const typed = /** @type {HTMLInputElement} */ (event.target).value.trim();
      if (which === "from") from = typed;
      else to = typed;
      redraw();
    }}></div>`;
  const isDay = (/** @type {string} */ text) => text === "" || begins(text) !== null;
  const ready = () => isDay(from) && isDay(to) && (from !== "" || to !== "") && (from === "" || to === "" || from <= to);
  const body = (/** @type {() => void} */ redraw) => html`${field("from", from, redraw)}${field("to", to, redraw)}<p class="quiet">${say.purchases.datesSays}</p>`;
  if (await ask({ title: say.purchases.datesTitle, body, confirm: say.purchases.choose, ready })) look({ from, to });
}

/** The button that adds a filter: first by what, then which. @param {{ asked: Asked, facets: () => Promise<PurchaseFacets | undefined>, now: number, look: (change: Partial<Asked>) => void }} options */
export function addFilter({ asked, facets: read, now, look }) {
  /** @param {Event} event */
  const open = async (event) => {
    const button = /** @type {HTMLElement} */ (event.currentTarget);
    const facets = await read();
    const next = (/** @type {string} */ label, /** @type {MenuEntry[]} */ entries) => () => requestAnimationFrame(() => openMenu(label, entries, button));
    const many = (/** @type {number} */ count) => say.purchases.times(count);
    const entry = (/** @type {keyof typeof say.purchases.by} */ id, /** @type {MenuEntry[]} */ entries) => ({ id, text: say.purchases.by[id], ...(entries.length === 0 ? { disabled: say.purchases.noneToChoose } : {}), act: next(say.purchases.by[id], entries) });
    openMenu(say.purchases.addFilter, [
      entry("agent", (facets?.agents ?? []).map(({ agent, name, many: count }) => ({ id: agent, text: named(name), note: many(count), chosen: asked.agent === agent, act: () => look({ agent }) }))),
      entry("phase", (facets?.phases ?? []).map(([phase, count]) => ({ id: phase, text: say.phase[phase], note: many(count), chosen: asked.phase === phase, act: () => look({ phase }) }))),
      entry("token", (facets?.tokens ?? []).map(([money, count]) => ({ id: money.unit || "lovelace", text: ticker(money), note: many(count), chosen: asked.unit === money.unit, act: () => look({ unit: money.unit }) }))),
      entry("label", (facets?.labels ?? []).map(([{ typed, shown }, count]) => ({ id: typed, text: shown, note: many(count), chosen: asked.label === typed, act: () => look({ label: typed }) }))),
      entry("date", [...spans(now).map(([id, from, to]) => ({ id, text: say.purchases.spans[id], chosen: asked.from === from && asked.to === to, act: () => look({ from, to }) })), "line", { id: "between", text: say.purchases.between, act: () => void askDates(asked, look) }]),
    ], button);
  };
  return html`<button type="button" class="button button-quiet button-small" data-testid="filter-add" aria-haspopup="menu" aria-expanded="false" @click=${open}>${icon("filter")}${say.purchases.addFilter}</button>`;
}
