// Shows one agent: what it says about itself, what it costs, whether it answers now, and how to buy from it.
import { html, nothing } from "lit-html";
import { backend } from "../../backend.js";
import { now } from "../../clock.js";
import { conditionsOf } from "../../cards/conditions/conditions.js";
import { compareToggle } from "../../frame/comparing.js";
import { pageHead } from "../../frame/frame.js";
import { oddName } from "../../cards/alike/alike.js";
import { isFavourite, star } from "../../cards/favourite/favourite.js";
import { portrait } from "../../cards/portrait/portrait.js";
import { values } from "../../kit/copy/copy.js";
import { firstHourLine } from "../../cards/first-hour/first-hour.js";
import { failureLine } from "../../cards/failure/failure.js";
import { fromAgent, named, namedByItsSeller } from "../../cards/foreign/foreign.js";
import { icon } from "../../kit/icon/icon.js";
import { foreignLink, host } from "../../kit/link/link.js";
import { pastCard, priceWas } from "../../cards/past/past.js";
import { priceTag } from "../../cards/price/price.js";
import { escrowName } from "../../kit/pill/pill.js";
import { shown, skeleton, stale } from "../../kit/states/states.js";
import { absolute, relative } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";
import { reading } from "../../store.js";
import { tiles } from "./facts.js";
import { live, registryLooked, registrySaw } from "./live.js";
import { recordCard } from "./record.js";
import { samples } from "./samples.js";

/** @import { AgentView } from "../../../types/contract.js" */

/** @param {import("../../frame/frame.js").Frame} frame @param {string} id @returns {import("../../frame/frame.js").Page} */
export function open(frame, id) {
  const agent = reading(() => backend.agent(id), frame.redraw);
  const availability = reading(() => backend.agentAvailability(id), frame.redraw);
  const before = reading(() => backend.agentPast(id), frame.redraw);
  const bookmarks = reading(backend.bookmarks, frame.redraw);
  const paying = reading(() => backend.paymentConditions(id), frame.redraw);
  const readings = [agent, availability, before, bookmarks, paying];
  const shows = samples(frame, id, readings);
  void agent.read();
  void before.read();
  void availability.read();
  void bookmarks.read();

  /** @param {AgentView} view */
  function terms(view) {
    const { card, record, technical } = view;
    const newer = card.blocked === "superseded" ? technical.supersededBy : null;
    const why = card.blocked ? say.blocked[card.blocked].says : "";
    const todo = card.blocked ? say.payableTodo[card.blocked] : "";
    return html`<section class="card buy-box">
      <p class="buy-price" data-testid="agent-price">${priceTag(card.price)}</p>
      ${before.value ? priceWas(before.value, card.price) : nothing}
      ${view.otherPrices.length === 0 ? nothing : html`<p class="quiet" data-testid="agent-other-prices">${say.market.otherPrices} ${view.otherPrices.map((price) => html`<span class="other-price">${priceTag(price)}</span>`)}</p>`}
      ${view.ownContract === null ? nothing : html`<p class="notice notice-info" data-testid="own-contract">${icon("info")}<span>${say.agent.ownContract(view.ownContract.contract, view.ownContract.required === null ? "" : `${view.ownContract.required}`, view.ownContract.admins === 0 ? "" : `${view.ownContract.admins}`)}</span></p>`}
      ${card.price.kind === "dynamic" ? html`<p class="quiet">${say.market.dynamicSays}</p>` : nothing}
      ${card.blocked
        ? html`<button type="button" class="button button-primary button-wide" data-testid="buy" disabled aria-describedby="buy-why">${say.agent.buy}</button><p class="buy-why" id="buy-why" data-testid="buy-why" data-blocked=${card.blocked}>${icon("info")}<span>${why} ${newer === null ? todo : nothing}${newer === null ? nothing : html` <a class="link" data-testid="to-newer" href=${href({ name: "agent", id: newer })}>${say.agent.toNewer}</a>`}</span></p>`
        : html`<a class="button button-primary button-wide" data-testid="buy" href=${href(record.jobs > 0 ? { name: "buy", id, fill: { kind: "again", purchase: null } } : { name: "buy", id })}>${record.jobs > 0 ? say.agent.buyAgain : card.price.kind === "free" ? say.agent.buyFree : say.agent.buy}</a>`}
      ${card.price.kind === "free" ? nothing : conditionsOf(paying, card.blocked)}
      ${compareToggle(frame, { id: card.id, name: card.name })}
      ${card.price.kind === "free" ? nothing : html`<a class="link agent-limit" data-testid="agent-limit" href=${href({ name: "settings", section: "limits", agent: card.id })}>${say.limits.ofAgent}</a>`}
      <h3>${say.agent.availability}</h3>${live(availability)}${registryLooked(view)}
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
      ${tiles(view)}
      ${fromAgent({ title: say.foreign.from(named(card.name)), says: say.agent.sellersWords }, html`
      <section><h2>${say.agent.about}</h2>
        ${view.description === "" && card.summary === "" ? html`<p class="quiet">${say.agent.noDescription}</p>` : html`<p class="seller-text" data-testid="agent-description">${view.description || card.summary}</p>`}
        ${card.tags.length === 0 ? nothing : html`<p class="tags">${card.tags.map((tag) => html`<span class="tag">${tag}</span>`)}</p>`}</section>
      ${view.legal.length === 0 && view.contact.length === 0 ? nothing : html`<section><h2>${say.agent.legal}</h2><dl class="facts agent-legal" data-testid="legal">
        ${view.legal.map(({ kind, text, link }) => html`<div><dt>${say.legalKind[kind]}</dt><dd>${link ? foreignLink(text, host(text)) : text}</dd></div>`)}
        ${view.contact.length === 0 ? nothing : html`<div><dt>${say.agent.contact}</dt><dd>${view.contact.map((line) => html`<p>${line}</p>`)}</dd></div>`}</dl></section>`}`)}
      ${shows(view)}
      ${recordCard(view.record, card.id)}
      ${before.value ? pastCard(before.value) : nothing}
      <details class="card fold" data-testid="technical"><summary data-testid="technical-toggle">${say.agent.technical}</summary>${values(identifiers)}</details>
    </div>`;
  }

  /** @param {AgentView} view */
  const content = (view) => html`
    ${view.failure ? stale(`${say.agent.fromMirror} ${failureLine(view.failure)}`) : nothing}
    <div class="columns">${about(view)}${terms(view)}</div>`;

  const back = () => ({ href: href({ name: "market" }), text: say.market.title });
  const title = () => (agent.value ? say.agent.title(named(agent.value.card.name)) : say.market.title);
  return {
    title,
    readings,
    view() {
      const card = agent.value?.card;
      return html`<div class="page" data-testid="agent" data-id=${id}>
        ${card
          ? html`<header class="page-head"><a class="back" href=${back().href} data-testid="back">${icon("back")}<span>${back().text}</span></a>
            <div class="agent-head"><span tabindex="0" role="img" aria-label=${say.agent.drawnFrom} data-tip=${say.agent.drawnFrom} data-testid="portrait">${portrait(frame, card, "large")}</span><div><div class="agent-called"><div>${namedByItsSeller(say.agent.called, card.name)}</div>${star(card, isFavourite(bookmarks.value, card.id), (now) => bookmarks.put(now))}</div>
              <p class="page-status"><span>${card.author === "" ? say.market.anonymous : say.market.by(card.author)}</span>${agent.value ? registrySaw(agent.value) : nothing}${card.uptime === null ? nothing : html`<span>${say.market.uptime(card.uptime)}</span>`}
                ${card.since === null ? nothing : html`<span tabindex="0" data-tip=${absolute(card.since)}>${say.agent.since(relative(card.since, now()))}</span>`}<span tabindex="0" data-tip=${say.agent.identifier}><code class="agent-short">${card.shortId}</code></span>${card.generation ? escrowName(card.generation) : nothing}</p></div></div>${oddName(card)}</header>`
          : pageHead(title(), { back: back() })}
        ${firstHourLine(frame, "agent")}
        ${shown(agent, { loading: skeleton(3, "page"), view: content })}
      </div>`;
    },
  };
}
