// Shows one agent: what it says about itself, what it costs, whether it answers now, and how to buy from it.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { now } from "../../clock.js";
import { pageHead } from "../../frame/frame.js";
import { oddName } from "../../cards/alike/alike.js";
import { isFavourite, star } from "../../cards/favourite/favourite.js";
import { portrait } from "../../cards/portrait/portrait.js";
import { values } from "../../kit/copy/copy.js";
import { firstHourLine } from "../../cards/first-hour/first-hour.js";
import { failureLine } from "../../cards/failure/failure.js";
import { fromAgent, named, namedByItsSeller, quotation } from "../../cards/foreign/foreign.js";
import { icon } from "../../kit/icon/icon.js";
import { foreignLink, host } from "../../kit/link/link.js";
import { agentStatus } from "../../kit/pill/pill.js";
import { pastCard } from "../../cards/past/past.js";
import { priceTag } from "../../cards/price/price.js";
import { shown, skeleton, stale } from "../../kit/states/states.js";
import { absolute, relative, span } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { reading } from "../../store.js";

/** @import { AgentView, AvailabilityView } from "../../../types/contract.js" */

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

/** @param {import("../../frame/frame.js").Frame} frame @param {string} id @returns {import("../../frame/frame.js").Page} */
export function open(frame, id) {
  const agent = reading(() => backend.agent(id), frame.redraw);
  const availability = reading(() => backend.agentAvailability(id), frame.redraw);
  const before = reading(() => backend.agentPast(id), frame.redraw);
  const bookmarks = reading(backend.bookmarks, frame.redraw);
  void agent.read();
  void before.read();
  void availability.read();
  void bookmarks.read();

  function live() {
    const { value, failure, loading } = availability;
    const view = value ?? (failure ? /** @type {AvailabilityView} */ ({ state: "unreachable", failure }) : undefined);
    if (!view || loading) return html`<p class="state state-info state-moving" data-testid="availability" data-state="asking"><span class="state-dot" aria-hidden="true"></span>${say.agent.asking}</p>`;
    return html`<div data-testid="availability" data-state=${view.state}>
      <p class="availability"><span class="state state-${TONE[view.state]}"><span class="state-dot" aria-hidden="true"></span>${say.availability[view.state]}</span>
        <button type="button" class="button button-quiet button-icon" data-testid="availability-again" data-tip=${say.agent.askAgain} aria-label=${say.agent.askAgain} @click=${() => void availability.read()}>${icon("refresh")}</button></p>
      ${availabilityWords(view)}
    </div>`;
  }

  /** @param {AgentView} view */
  function terms(view) {
    const { card, history, technical } = view;
    const newer = card.blocked === "superseded" ? technical.supersededBy : null;
    const why = card.blocked ? say.blocked[card.blocked].says : "";
    return html`<section class="card buy-box">
      <p class="buy-price" data-testid="agent-price">${priceTag(card.price)}</p>
      ${view.otherPrices.length === 0 ? nothing : html`<p class="quiet" data-testid="agent-other-prices">${say.market.otherPrices} ${view.otherPrices.map((price) => html`<span class="other-price">${priceTag(price)}</span>`)}</p>`}
      ${view.ownContract === null ? nothing : html`<p class="notice notice-info" data-testid="own-contract">${icon("info")}<span>${say.agent.ownContract(view.ownContract.contract, view.ownContract.required === null ? "" : `${view.ownContract.required}`, view.ownContract.admins === 0 ? "" : `${view.ownContract.admins}`)}</span></p>`}
      ${card.price.kind === "dynamic" ? html`<p class="quiet">${say.market.dynamicSays}</p>` : nothing}
      ${card.blocked
        ? html`<button type="button" class="button button-primary button-wide" data-testid="buy" disabled aria-describedby="buy-why">${say.agent.buy}</button><p class="buy-why" id="buy-why" data-testid="buy-why" data-blocked=${card.blocked}>${icon("info")}<span>${why}${newer === null ? nothing : html` <a class="link" data-testid="to-newer" href=${href({ name: "agent", id: newer })}>${say.agent.toNewer}</a>`}</span></p>`
        : html`<a class="button button-primary button-wide" data-testid="buy" href=${href({ name: "buy", id })}>${card.price.kind === "free" ? say.agent.buyFree : say.agent.buy}</a>`}
      <h3>${say.agent.availability}</h3>${live()}
      <h3>${say.agent.history}</h3>
      ${history.jobs === 0 ? html`<p class="quiet">${say.agent.historyNone}</p>` : html`<dl class="facts facts-tight" data-testid="agent-history">
        <div><dt>${say.agent.jobs}</dt><dd>${say.purchases.count(history.jobs)}</dd></div><div><dt>${say.agent.delivered}</dt><dd>${say.purchases.count(history.delivered)}</dd></div><div><dt>${say.agent.refunded}</dt><dd>${say.purchases.count(history.refunded)}</dd></div>
        ${history.median === null ? nothing : html`<div><dt>${say.agent.median}</dt><dd>${span(history.median)}</dd></div>`}</dl>`}
    </section>`;
  }

  /** @param {AgentView} view */
  function about(view) {
    const { card, technical } = view;
    const identifiers = [
      { name: say.agent.identifier, value: technical.agentIdentifier }, { name: say.agent.url, value: technical.apiBaseUrl }, { name: say.agent.serviceUrl, value: technical.serviceUrl }, { name: say.agent.sellerVkey, value: technical.sellerVkey },
      { name: say.agent.sellerAddress, value: technical.sellerAddress }, { name: say.agent.contract, value: technical.contract }, { name: say.agent.policy, value: technical.policyId },
      { name: say.agent.capability, value: view.capability }, { name: say.agent.metadata, value: technical.metadataVersion === null ? "" : `${technical.metadataVersion}` },
    ].filter(({ value }) => value !== "");
    return html`<div class="agent-about">
      ${fromAgent({ title: say.foreign.from(named(card.name)), says: say.agent.sellersWords }, html`
      <section><h2>${say.agent.about}</h2>
        ${view.description === "" && card.summary === "" ? html`<p class="quiet">${say.agent.noDescription}</p>` : html`<p class="seller-text" data-testid="agent-description">${view.description || card.summary}</p>`}
        ${card.tags.length === 0 ? nothing : html`<p class="tags">${card.tags.map((tag) => html`<span class="tag">${tag}</span>`)}</p>`}</section>
      ${view.examples.length === 0 ? nothing : html`<section><h2>${say.agent.examples}</h2><ul class="links" data-testid="examples">${view.examples.map((example) => html`<li>${foreignLink(example.url, example.name || host(example.url))}<span class="quiet">${example.mimeType}</span></li>`)}</ul></section>`}
      ${view.legal.length === 0 && view.contact.length === 0 ? nothing : html`<section><h2>${say.agent.legal}</h2><dl class="facts" data-testid="legal">
        ${view.legal.map(({ kind, text, link }) => html`<div><dt>${say.legalKind[kind]}</dt><dd>${link ? foreignLink(text, host(text)) : text}</dd></div>`)}
        ${view.contact.length === 0 ? nothing : html`<div><dt>${say.agent.contact}</dt><dd>${view.contact.map((line) => html`<p>${line}</p>`)}</dd></div>`}</dl></section>`}`)}
      ${before.value ? pastCard(before.value) : nothing}
      <details class="card fold" data-testid="technical"><summary data-testid="technical-toggle">${say.agent.technical}</summary>${values(identifiers)}</details>
    </div>`;
  }

  /** @param {AgentView} view */
  const content = (view) => html`
    ${view.failure ? stale(`${say.agent.fromMirror} ${failureLine(view.failure)}`) : nothing}
    <div class="columns">${about(view)}${terms(view)}</div>`;

  /** Its payment key, once the registry told it. */
  const seller = () => agent.value?.technical.sellerVkey ?? "";
  const drawnFrom = () => (seller() === "" ? say.agent.drawnFromIdentifier : say.agent.drawnFromSeller);

  const back = () => ({ href: href({ name: "market" }), text: say.market.title });
  const title = () => (agent.value ? say.agent.title(named(agent.value.card.name)) : say.market.title);
  return {
    title,
    readings: [agent, availability, before, bookmarks],
    view() {
      const card = agent.value?.card;
      return html`<div class="page" data-testid="agent" data-id=${id}>
        ${card
          ? html`<header class="page-head"><a class="back" href=${back().href} data-testid="back">${icon("back")}<span>${back().text}</span></a>
            <div class="agent-head"><span tabindex="0" role="img" aria-label=${drawnFrom()} data-tip=${drawnFrom()} data-testid="portrait">${portrait(frame, card, { size: "large", seller: seller() })}</span><div><div class="agent-called"><div>${namedByItsSeller(say.agent.called, card.name)}</div>${star(card, isFavourite(bookmarks.value, card.id), (now) => bookmarks.put(now))}</div>
              <p class="page-status"><span>${card.author === "" ? say.market.anonymous : say.market.by(card.author)}</span>${agentStatus(card.status)}${card.uptime === null ? nothing : html`<span>${say.market.uptime(card.uptime)}</span>`}
                ${card.since === null ? nothing : html`<span tabindex="0" data-tip=${absolute(card.since)}>${say.agent.since(relative(card.since, now()))}</span>`}<span tabindex="0" data-tip=${say.agent.identifier}><code class="agent-short">${card.shortId}</code></span>${card.generation ? html`<span>${say.generation[card.generation]}</span>` : nothing}</p></div></div>${oddName(card)}</header>`
          : pageHead(title(), { back: back() })}
        ${firstHourLine(frame, "agent")}
        ${shown(agent, { loading: skeleton(3, "page"), view: content })}
      </div>`;
    },
  };
}
