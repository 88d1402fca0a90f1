// Shows what one asks before buying as four tiles: a line each, which opens the facts under it.
import { html, nothing } from "lit-html";
import { now } from "../../clock.js";
import { foreignName } from "./names.js";
import { icon } from "../../kit/icon/icon.js";
import { absolute, relative, span } from "../../kit/time/time.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";

/** @import { AgentView, OtherAgent } from "../../../types/contract.js" */

/** @typedef {[string, unknown]} Fact */

/** @param {{ id: "money" | "time" | "data" | "seller", mark: import("../../kit/icon/icon.js").IconName, title: string, line: unknown, facts: Fact[], more?: unknown }} tile */
const tile = ({ id, mark, title, line, facts, more = nothing }) => html`<details class="tile" data-testid="tile" data-tile=${id}>
  <summary data-testid="tile-toggle" data-tile=${id}><span class="tile-icon">${icon(mark)}</span><span class="tile-words"><span class="tile-title">${title}</span><span class="tile-line">${line}</span></span>${icon("down")}</summary>
  <div class="tile-facts" data-testid="tile-facts"><dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>${more}</div>
</details>`;

/** Who decides, as far as it is known. @param {AgentView} view */
export function contractWords({ ownContract: own, technical }) {
  if (own !== null) return say.facts.own;
  return technical.contract === "" ? say.facts.contractUnknown : say.facts.masumis;
}

/** @param {AgentView} view */
const ownSays = ({ ownContract: own }) => (own === null ? "" : say.agent.ownContract(own.contract, own.required === null ? "" : `${own.required}`, own.admins === 0 ? "" : `${own.admins}`));

/** The time to object, as terms of one's own jobs had it. @param {AgentView} view */
export const objection = ({ record }) => record.terms.objection;

/** @param {AgentView} view */
function money(view) {
  const { card } = view;
  const isFree = card.price.kind === "free";
  const long = objection(view);
  const escrow = card.generation === null ? "" : say.generation[card.generation];
  const paid = escrow === "" ? say.facts.moneyUnknown : long === null ? say.facts.moneyEscrow(escrow) : say.facts.moneyObject(escrow, span(long));
  const line = isFree ? say.facts.moneyFree : paid;
  /** @type {Fact[]} */
  const facts = isFree ? [[say.facts.nothingComes, say.facts.freeSays]] : [
    [say.facts.held, contractWords(view)],
    [say.facts.objection, long === null ? say.facts.objectionUnknown : say.facts.objectionSeen(span(long))],
    [say.facts.dispute, ownSays(view) || say.facts.disputeMasumi],
    [say.facts.nothingComes, say.facts.nothingComesSays],
  ];
  return tile({ id: "money", mark: "escrow", title: say.facts.money, line, facts });
}

/** @param {AgentView} view */
function time({ record: { times, terms } }) {
  const line = times === null ? say.facts.timeUnknown : say.facts.timeUsual(span(times.median), say.purchases.count(times.jobs));
  const seen = (/** @type {number | null} */ most) => (most === null ? say.facts.unseen : say.facts.atMost(span(most)));
  return tile({ id: "time", mark: "clock", title: say.facts.time, line, facts: [
    [say.facts.usual, times === null ? say.facts.timeUnknown : span(times.median)],
    ...(times === null || times.jobs < 2 ? [] : [/** @type {Fact} */ ([say.facts.spread, say.facts.between(span(times.least), span(times.most))])]),
    [say.facts.deliver, seen(terms.deliver)],
    [say.facts.locked, seen(terms.locked)],
  ] });
}

/** @param {AgentView} view */
function data({ host, legal }) {
  return tile({ id: "data", mark: "globe", title: say.facts.data, line: host === "" ? say.facts.dataNowhere : say.facts.dataGoes(host), facts: [
    [say.facts.receives, host === "" ? say.facts.dataNowhere : html`<code data-testid="data-host">${host}</code>`],
    [say.facts.when, say.facts.whenSays],
    [say.facts.leaves, say.facts.leavesSays],
    [say.facts.policy, legal.some(({ kind }) => kind === "privacy") ? say.facts.policyGiven : say.facts.policyNone],
  ] });
}

/** Enough of a key to tell two apart. @param {string} key */
const shortKey = (key) => (key.length > 20 ? `${key.slice(0, 8)}…${key.slice(-8)}` : key);

/** @param {OtherAgent} other */
const otherAgent = (other) => html`<li data-testid="other-agent" data-tie=${other.tie}><a class="link" data-testid="to-other" href=${href({ name: "agent", id: other.id })}>${foreignName(other.name, other.shortId)}</a><span class="quiet">${say.tie[other.tie]}</span></li>`;

/** @param {AgentView} view */
function seller(view) {
  const { card, seller: { key, since, before, others }, newer, older } = view;
  const author = card.author === "" ? say.market.anonymous : say.facts.stated(card.author);
  const versions = [...(newer === null ? [] : [/** @type {const} */ ([say.facts.newer, newer])]), ...older.map((entry) => /** @type {const} */ ([say.facts.older, entry]))];
  return tile({ id: "seller", mark: "person", title: say.facts.seller, line: author, facts: [
    [say.facts.key, key === "" ? say.facts.keyUntold : html`<code tabindex="0" data-tip=${key}>${shortKey(key)}</code>`],
    [say.facts.since, since === null ? say.facts.sinceNever : html`<span tabindex="0" data-tip=${absolute(since)}>${say.facts.sinceSays(relative(since, now()))}</span>`],
    ...(card.price.kind === "free" ? [] : [/** @type {Fact} */ ([say.facts.contract, ownSays(view) || contractWords(view)])]),
    [say.facts.others, others.length === 0 ? say.facts.othersNone : html`<ul class="tile-list">${others.map(otherAgent)}</ul>${others.some(({ tie }) => tie === "same-author") ? html`<p class="quiet">${say.facts.statedNote}</p>` : nothing}`],
    ...(versions.length === 0 ? [] : [/** @type {Fact} */ ([say.facts.versions, html`<ul class="tile-list">${versions.map(([which, entry]) => html`<li data-testid="version" data-which=${which === say.facts.newer ? "newer" : "older"}><span class="quiet">${which}</span> <a class="link" data-testid="to-version" href=${href({ name: "agent", id: entry.id })}>${foreignName(entry.name, entry.shortId)}</a></li>`)}</ul>`])]),
  ], more: before === null ? nothing : html`<p class="notice notice-warn" data-testid="other-key">${icon("warning")}<span>${say.facts.otherKey(relative(before.last, now()), shortKey(before.key))}</span></p>` });
}

/** @param {AgentView} view */
export const tiles = (view) => html`<section class="tiles" aria-label=${say.facts.title} data-testid="tiles">${money(view)}${time(view)}${data(view)}${seller(view)}</section>`;
