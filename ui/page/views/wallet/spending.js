// What was paid, one token at a time: per month, agent and label.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { named } from "../../cards/foreign/foreign.js";
import { activeProfile } from "../../frame/frame.js";
import { barChart, barList } from "../../kit/bars/bars.js";
import { byItsEnds } from "../../kit/copy/copy.js";
import { ownTexts, ticker } from "../../kit/money/money.js";
import { shown, skeleton } from "../../kit/states/states.js";
import { month } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { reading } from "../../store.js";
import { say } from "../../words/say.js";
import { NOTHING, written } from "../purchases/asked.js";

/** @import { SpendingRow, SpendingView } from "../../../types/contract.js" */

/** @param {SpendingRow} row @param {typeof say.spending.row} words */
const told = ({ paid, refunded, purchases }, words) => (purchases === 0 ? say.wallet.none : words(ownTexts([paid])[0] ?? "", refunded === null ? "" : ownTexts([refunded])[0] ?? "", purchases));

/** @param {SpendingRow} row */
const ofAgent = ({ id, name }) => (id === "" ? say.spending.others : html`<a class="link" data-testid="spending-agent" href=${href({ name: "agent", id })}>${name === "" ? say.spending.unnamed : named(name)}</a>`);

/** @param {SpendingRow} row */
const ofLabel = ({ id, name }) => html`<a class="link" data-testid="spending-label" href=${href({ name: "purchases", query: written({ ...NOTHING, label: id }) })}>${name}</a>`;

/** @param {import("../../frame/frame.js").Frame} frame */
export function spending(frame) {
  /** @type {string | null} */
  let unit = null;
  const spent = reading(() => backend.spending(unit), frame.redraw);
  void spent.read();

  /** @param {string} chosen */
  function choose(chosen) {
    unit = chosen;
    void spent.read();
  }

  /** @param {SpendingView} view */
  function content(view) {
    const total = view.tokens.find(({ id }) => id === view.unit);
    if (total === undefined) return html`<p class="quiet" data-testid="spending-none">${say.spending.none}</p>`;
    return html`${view.tokens.length === 1 ? nothing : html`<div class="tabs" role="group" aria-label=${say.spending.token}>${view.tokens.map(({ id, paid }) => html`<button type="button" class="tab" data-testid="spending-token" data-unit=${id} aria-pressed=${id === view.unit} @click=${() => choose(id)}>${paid.known ? ticker(paid) : byItsEnds(id)}</button>`)}</div>`}
      <p data-testid="spending-total" data-paid=${total.paid.amount}>${told(total, say.spending.total)}</p>
      <h3>${say.spending.perMonth}</h3>
      ${barChart({ label: say.spending.perMonth, heads: { name: say.spending.month, value: say.spending.paid }, bars: view.months.map((row, index) => ({ id: row.id, name: month(row.id, "long"), short: month(row.id, "short"), share: row.percent / 100, text: told(row, say.spending.row), quiet: index === view.months.length - 1 })) })}
      <h3>${say.spending.perAgent}</h3>
      ${barList({ label: say.spending.perAgent, bars: view.agents.map((row) => ({ id: row.id, name: ofAgent(row), share: row.percent / 100, text: told(row, say.spending.row) })) })}
      ${view.labels.length === 0 ? nothing : html`<h3>${say.spending.perLabel}</h3>
        ${barList({ label: say.spending.perLabel, bars: view.labels.map((row) => ({ id: row.id, name: ofLabel(row), share: row.percent / 100, text: told(row, say.spending.row) })) })}`}`;
  }

  return {
    reading: spent,
    view: () => html`<section class="card spending" data-testid="spending" data-unit=${spent.value?.unit ?? ""}><h2>${say.spending.title}</h2><p class="quiet">${say.spending.says}</p>
      ${activeProfile(frame.app())?.sandbox && frame.sandbox.isAhead() ? html`<p class="quiet" data-testid="spending-clock">${say.spending.thisClock}</p>` : nothing}
      ${shown(spent, { loading: skeleton(2), view: content })}</section>`,
  };
}
