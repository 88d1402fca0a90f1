// Shows two to four agents side by side: a column each, a row for each fact. What is not known is said, and what differs stands out.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { now } from "../../clock.js";
import { pageHead } from "../../frame/frame.js";
import { named } from "../../cards/foreign/foreign.js";
import { priceTag } from "../../cards/price/price.js";
import { avatar } from "../../kit/avatar/avatar.js";
import { icon } from "../../kit/icon/icon.js";
import { empty } from "../../kit/states/states.js";
import { absolute, relative, span } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { reading } from "../../store.js";

/** @import { AgentView, Code, Failure } from "../../../types/contract.js" */
/** @import { Reading } from "../../store.js" */

/**
 * A row. `key`: by what two agents are held against each other; `null`: not known.
 * @typedef {{ id: string, name: string, key: (view: AgentView) => string | null, cell: (view: AgentView) => unknown }} Fact
 */

/** @param {string} id @param {string} name @param {(view: AgentView) => string | null} key @returns {Fact} a fact that is its own words */
const plain = (id, name, key) => ({ id, name, key, cell: key });

/** @returns {Fact[]} in the language that is spoken now */
export const rows = () => [
  { id: "price", name: say.compare.price, key: ({ card: { price } }) => (price.kind === "fixed" ? price.amounts.map(({ text }) => text).join(" ") : price.kind), cell: ({ card }) => priceTag(card.price) },
  plain("kind", say.compare.kind, ({ card }) => say.priceKind[card.price.kind]),
  plain("generation", say.compare.generation, ({ card }) => (card.generation === null ? null : say.generation[card.generation])),
  { id: "payable", name: say.compare.payable, key: ({ card }) => card.blocked ?? "", cell: ({ card }) => (card.blocked === null ? html`<span class="compare-yes">${icon("check")}${say.compare.yes}</span>` : html`<span class="compare-no">${icon("ban")}${say.blocked[card.blocked].short}</span>`) },
  plain("uptime", say.compare.uptime, ({ card }) => (card.uptime === null ? null : say.market.uptime(card.uptime))),
  plain("usual", say.compare.usual, ({ record }) => (record.times === null ? null : span(record.times.median))),
  plain("objection", say.compare.objection, ({ record }) => (record.terms.objection === null ? null : span(record.terms.objection))),
  { id: "host", name: say.compare.host, key: ({ host }) => host || null, cell: ({ host }) => html`<code>${host}</code>` },
  plain("record", say.compare.record, ({ record }) => (record.jobs === 0 ? say.compare.recordNone : say.compare.recordSays(say.purchases.count(record.jobs), say.purchases.count(record.delivered), say.purchases.count(record.refunded)))),
  { id: "alike", name: say.compare.alike, key: ({ card }) => card.alike?.way ?? "", cell: ({ card }) => (card.alike === null ? say.compare.alikeNone : html`<span class="compare-no">${icon("warning")}${say.alike[card.alike.way].says(card.alike.name, card.alike.shortId, card.alike.alphabet ?? "", card.alike.earlier)}</span>`) },
  { id: "since", name: say.compare.since, key: ({ card }) => (card.since === null ? null : String(card.since)), cell: ({ card: { since } }) => (since === null ? nothing : html`<span tabindex="0" data-tip=${absolute(since)}>${relative(since, now())}</span>`) },
];

/** Whether agents differ in a fact; one that is not known of one of them is a difference. @param {Fact} fact @param {AgentView[]} views */
export const differs = (fact, views) => new Set(views.map(fact.key)).size > 1;

/** An identifier that the registry cannot read is not known there either. @type {Set<Code>} */
const UNKNOWN = new Set(/** @type {Code[]} */ (["unknown", "not-found", "refused"]));

/** @param {Failure} failure */
const whyGone = ({ code, side }) => (UNKNOWN.has(code) ? say.compare.gone : say.failure[code].what(side));

/** Told once the node and the registry had their say; a failed column has nothing to differ in. @param {Reading<AgentView>[]} columns */
const known = (columns) => columns.flatMap(({ value }) => (value === undefined ? [] : [value]));

/** @param {import("../../frame/frame.js").Frame} frame @param {string[]} ids @returns {import("../../frame/frame.js").Page} */
export function open(frame, ids) {
  const columns = ids.map((id) => ({ id, reading: reading(() => backend.agent(id), frame.redraw) }));
  const readings = columns.map(({ reading }) => reading);
  for (const one of readings) void one.read();
  let only = false;

  /** @param {string} id */
  const short = (id) => (id.length > 20 ? `${id.slice(0, 8)}…${id.slice(-8)}` : id);

  /** @param {{ id: string, reading: Reading<AgentView> }} column */
  function head({ id, reading: { value, failure } }) {
    const name = value ? named(value.card.name) : short(id);
    return html`<th scope="col" class="compare-agent" data-testid="compare-column" data-id=${id} data-known=${value !== undefined}>
      <div class="compare-head">${value ? avatar(value.card.name, value.card.id) : nothing}<a class="link compare-name" data-testid="compare-to" href=${href({ name: "agent", id })}>${name}</a>
        <button type="button" class="button button-quiet button-icon" data-testid="compare-remove" aria-label=${say.compare.remove(name)} data-tip=${say.compare.remove(name)} @click=${() => frame.go({ name: "compare", ids: ids.filter((other) => other !== id) })}>${icon("cross")}</button></div>
      <code class="agent-short">${short(id)}</code>${value || !failure ? nothing : html`<p class="compare-gone" data-testid="compare-gone" data-code=${failure.code}>${whyGone(failure)}</p>`}</th>`;
  }

  const unknown = () => html`<span class="quiet" data-testid="compare-unknown">${say.compare.unknown}</span>`;

  /** @param {Fact} fact */
  function row(fact) {
    const differing = differs(fact, known(readings));
    if (only && !differing) return nothing;
    return html`<tr data-testid="compare-row" data-fact=${fact.id} data-differs=${differing}>
      <th scope="row">${fact.name}${differing ? html` <span class="visually-hidden">(${say.compare.differs})</span>` : nothing}</th>
      ${columns.map(({ reading: { value, failure } }) => html`<td>${value && fact.key(value) !== null ? fact.cell(value) : value || failure ? unknown() : nothing}</td>`)}</tr>`;
  }

  /** @param {AgentView} view */
  const buy = ({ card }) => (card.blocked === null
    ? html`<a class="button button-primary button-small" data-testid="compare-buy" data-id=${card.id} href=${href({ name: "buy", id: card.id })}>${say.compare.buy} <span class="visually-hidden">${say.foreign.quoted(named(card.name))}</span></a>`
    : html`<span class="quiet">${say.blocked[card.blocked].short}</span>`);

  function table() {
    return html`<div class="compare-around" role="region" aria-label=${say.compare.title} tabindex="0"><table class="compare-table" data-testid="compare-table">
      <caption class="visually-hidden">${say.compare.title}</caption>
      <thead><tr><th scope="col" class="compare-corner"><span class="visually-hidden">${say.compare.fact}</span></th>${columns.map(head)}</tr></thead>
      <tbody>${rows().map(row)}</tbody>
      <tfoot><tr><th scope="row"><span class="visually-hidden">${say.agent.buy}</span></th>${columns.map(({ reading: { value } }) => html`<td>${value ? buy(value) : nothing}</td>`)}</tr></tfoot>
    </table></div>`;
  }

  const content = () => html`
    ${columns.length === 1 ? html`<p class="notice notice-info" data-testid="compare-alone">${icon("info")}<span>${say.compare.alone}</span></p>` : html`<p class="compare-choice"><a class="button button-primary button-small" data-testid="to-together" href=${href({ name: "together", ids })}>${icon("columns")}${say.batch.toTogether}</a> <button type="button" class="button button-small" data-testid="compare-only" aria-pressed=${only} @click=${() => {
      only = !only;
      frame.redraw();
    }}>${icon("filter")}${say.compare.differences}</button></p>`}
    ${table()}`;

  return {
    title: () => say.compare.title,
    readings,
    view: () => html`<div class="page page-wide" data-testid="compare" data-count=${columns.length} data-loading=${readings.some(({ loading }) => loading)}>
      ${pageHead(say.compare.title, { back: { href: href({ name: "market" }), text: say.market.title } })}
      ${columns.length === 0 ? empty("columns", say.compare.emptyTitle, say.compare.emptySays, html`<a class="button button-primary" data-testid="to-market" href=${href({ name: "market" })}>${say.compare.toMarket}</a>`) : content()}
    </div>`,
  };
}
