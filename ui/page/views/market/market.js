// The market: every agent that the registry lists, searched as the person types.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { now } from "../../clock.js";
import { activeProfile, pageHead } from "../../frame/frame.js";
import { oddNameLine } from "../../cards/alike/alike.js";
import { firstHourCard } from "../../cards/first-hour/first-hour.js";
import { avatar } from "../../kit/avatar/avatar.js";
import { named } from "../../cards/foreign/foreign.js";
import { icon } from "../../kit/icon/icon.js";
import { typedIdentifier } from "../../lib/identifier.js";
import { arrows, length, portions } from "../../kit/list/list.js";
import { agentStatus } from "../../kit/pill/pill.js";
import { priceTag } from "../../cards/price/price.js";
import { searchField } from "../../kit/search/search.js";
import { empty, shown, skeleton, stale } from "../../kit/states/states.js";
import { clock, relative } from "../../kit/time/time.js";
import { told } from "../../kit/toast/toast.js";
import { failureLine } from "../../cards/failure/failure.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { asFailure, reading } from "../../store.js";

/** @import { AgentCard, MarketView } from "../../../types/contract.js" */

/** What was searched last and with which node: kept while the person looks at an agent and comes back, and not for another node. */
let query = "";
/** @type {string | null} */
let searchedWith = null;

/** @param {AgentCard} card */
const agentRow = (card) => html`<li class="agent-row ${card.blocked ? "agent-blocked" : ""}">
  <a href=${href({ name: "agent", id: card.id })} data-row="agent" data-testid="agent-card" data-id=${card.id} data-name=${card.name} data-blocked=${card.blocked ?? ""}>
    ${avatar(card.name, card.id)}
    <span class="agent-what">
      <span class="agent-name"><span class="agent-title">${named(card.name)}</span><span class="agent-author">${card.author === "" ? say.market.anonymous : say.market.by(card.author)}</span><code class="agent-short" data-tip=${say.agent.identifier}>${card.shortId}</code></span>
      ${oddNameLine(card)}
      <span class="agent-summary">${card.summary}</span>
      ${card.tags.length === 0 ? nothing : html`<span class="tags">${card.tags.map((tag) => html`<span class="tag">${tag}</span>`)}</span>`}
    </span>
    <span class="agent-terms">
      <span class="agent-price" data-testid="agent-price">${priceTag(card.price)}</span>
      <span class="agent-facts">${agentStatus(card.status)}${card.uptime === null ? nothing : html`<span>${say.market.uptime(card.uptime)}</span>`}</span>
      ${card.blocked ? html`<span class="agent-why" data-tip=${say.blocked[card.blocked].says}>${icon("info")}${say.blocked[card.blocked].short}</span>` : card.bought > 0 ? html`<span class="agent-bought">${say.market.bought(card.bought)}</span>` : nothing}
    </span>
  </a></li>`;

/** @param {import("../../frame/frame.js").Frame} frame @returns {import("../../frame/frame.js").Page} */
export function open(frame) {
  const { active } = frame.app();
  if (searchedWith !== active) query = "";
  searchedWith = active;
  const market = reading(() => backend.market(query), frame.redraw);
  const news = reading(backend.marketNews, frame.redraw);
  const list = portions(frame.redraw);
  let refreshing = false;
  void market.read();
  void news.read();

  /** @param {string} text */
  function search(text) {
    query = text;
    list.reset();
    void market.read();
    frame.redraw();
  }

  async function refresh() {
    refreshing = true;
    frame.redraw();
    try {
      await backend.marketRefresh();
      await market.read();
    } catch (error) {
      if (market.value) market.put({ ...market.value, failure: asFailure(error) });
    }
    refreshing = false;
    frame.redraw();
  }

  /** @param {MarketView} view */
  function status(view) {
    const { mirrored, mirroredAt, syncing, progress, unread, cut } = view;
    const far = progress !== null && progress.of !== null ? say.market.syncingOf(progress.read, Math.max(progress.of, progress.read)) : mirrored > 0 ? say.market.syncingCount(mirrored) : say.market.syncing;
    return html`<p class="page-status" data-testid="market-status"><span role="status" data-testid="market-count">${told(say.market.count(view.agents.length, mirrored))}</span>
      <span>${syncing || refreshing ? far : mirroredAt === null ? nothing : say.market.upToDate(relative(mirroredAt, now()))}</span>
      <button type="button" class="button button-quiet button-small" data-testid="market-refresh" ?disabled=${syncing || refreshing} @click=${refresh}>${icon("refresh")}${say.market.refresh}</button>
      ${syncing ? html`<button type="button" class="button button-quiet button-small" data-testid="market-cancel" @click=${() => void backend.marketCancel()}>${say.market.cancel}</button>` : nothing}
      <a class="link" data-testid="to-news" data-unseen=${news.value?.unseen ?? 0} href=${href({ name: "news" })}>${say.news.link(news.value?.unseen ?? 0)}</a>
      ${unread === 0 ? nothing : html`<span data-testid="market-unread" data-count=${unread}>${say.market.unread(unread)}</span>`}${cut ? html`<span data-testid="market-cut">${say.market.cut(mirrored)}</span>` : nothing}</p>`;
  }

  /** @param {MarketView} view */
  function content(view) {
    const old = view.failure
      ? stale(`${view.mirroredAt === null ? say.market.staleNever : say.market.staleTitle(clock(view.mirroredAt, now()))} ${failureLine(view.failure)}`,
        html`<button type="button" class="button button-small" data-testid="market-again" @click=${refresh}>${say.failing.again}</button>`)
      : nothing;
    if (view.agents.length > 0) {
      return html`${old}<ul class="rows agents ${length(view.agents)}" aria-label=${say.market.list} data-testid="agents" @keydown=${arrows}>${list.of(view.agents, agentRow)}</ul>`;
    }
    if (view.syncing && view.mirrored === 0) return skeleton(6);
    const identifier = typedIdentifier(query);
    if (identifier !== "") {
      return html`${old}${empty("search", say.market.unlistedTitle, say.market.unlistedSays, html`<a class="button button-primary" data-testid="to-typed" href=${href({ name: "agent", id: identifier })}>${say.market.unlistedGo}</a>`)}`;
    }
    if (query.trim() !== "") {
      return html`${old}${empty("search", say.market.noneTitle(query), say.market.noneSays, html`<button type="button" class="button" data-testid="search-clear" @click=${() => search("")}>${say.market.clear}</button>`)}`;
    }
    if (view.failure && view.mirroredAt === null) {
      const sandbox = frame.app().profiles.find((profile) => profile.sandbox);
      return html`${old}${empty("cloud", say.nothingYet.market, say.nothingYet.marketSays, html`<button type="button" class="button button-primary" data-testid="market-try" @click=${refresh}>${say.failing.again}</button>
        ${activeProfile(frame.app())?.sandbox ? nothing : html`<button type="button" class="button" data-testid="to-sandbox" @click=${async () => frame.took(await (sandbox ? backend.profileActivate(sandbox.id) : backend.sandboxStart()))}>${say.nothingYet.sandbox}</button>`}`)}`;
    }
    return html`${old}${view.failure ? nothing : empty("knot", say.market.emptyTitle, say.market.emptySays)}`;
  }

  return {
    title: () => say.market.title,
    readings: [market, news],
    view: () => html`<div class="page page-wide" data-testid="market">
      ${pageHead(say.market.title, { beside: searchField({ label: say.market.search, value: query, onInput: search }), below: market.value ? status(market.value) : nothing })}
      ${firstHourCard(frame)}
      ${shown(market, { loading: skeleton(6), view: content })}
    </div>`,
  };
}
