// One agent in the list, in each density. What is the same everywhere is not said: only what is an exception is (it is offline, new,
// cannot be paid, was bought before).
import { html, nothing } from "lit-html";
import { now } from "../../clock.js";
import { oddNameLine } from "../../cards/alike/alike.js";
import { named } from "../../cards/foreign/foreign.js";
import { icon } from "../../kit/icon/icon.js";
import { figure, texts } from "../../kit/money/money.js";
import { agentStatus } from "../../kit/pill/pill.js";
import { relative } from "../../kit/time/time.js";
import { marked } from "../../lib/marked.js";
import { href } from "../../router.js";
import { say } from "../../words/say.js";

/** @import { AgentCard, MoneyView, PriceView } from "../../../types/contract.js" */
/** @import { Density } from "./density.js" */

/** Below this an agent is away so often that it is said. */
const OFTEN = 90;
/** So long an entry is new. */
const NEW = 7 * 24 * 3_600_000;
/** From so many percent on, so many of five steps: what sells is up nearly always, so that the steps are small there. */
const STEPS = [99, 97, 90, 75];

/** How many of five steps an uptime is. @param {number} percent */
export const uptimeStep = (percent) => 5 - STEPS.filter((least) => percent < least).length;

/** @param {string} text @param {string[]} words */
const withMarks = (text, words) => (words.length === 0 ? text : marked(text, words).map(([piece, meant]) => (meant ? html`<mark>${piece}</mark>` : piece)));

/** Steps as a path, from one to another. @param {number} from @param {number} to */
const steps = (from, to) => Array.from({ length: to - from }, (_none, index) => {
  const height = 2 * (from + index) + 4;
  return `M${5 * (from + index)} ${12 - height}h3v${height}h-3z`;
}).join("");

/** @param {number | null} percent */
function uptime(percent) {
  const says = percent === null ? say.market.neverChecked : say.market.uptime(percent);
  const step = percent === null ? 0 : uptimeStep(percent);
  return html`<span class="uptime" role="img" aria-label=${says} data-tip=${says} data-step=${step}><svg viewBox="0 0 23 12"><path class="uptime-on" d=${steps(0, step)}></path><path class="uptime-off" d=${steps(step, 5)}></path></svg></span>`;
}

/** An amount with its point and its token in columns. @param {MoneyView} amount @param {number} rest so many more there are, said in the same line */
function amountLine(amount, rest) {
  const { number, unit } = figure(amount);
  if (unit === "") return html`<span class="price-raw" data-tip=${number}>${number}</span>`;
  const at = number.lastIndexOf(say.decimal("0.5").charAt(1));
  const [whole, fraction] = at < 0 ? [number, ""] : [number.slice(0, at), number.slice(at)];
  return html`<span class="price-line"><span class="price-whole">${whole}</span><span class="price-fraction">${fraction}</span><span class="price-unit"> ${unit}${rest > 0 ? html` <small aria-label=${say.market.moreAmounts(rest)}>+${say.market.number(rest)}</small>` : nothing}</span></span>`;
}

/** @param {PriceView} price @param {number} lines so many there is room for */
function priceColumn(price, lines) {
  switch (price.kind) {
    case "fixed": {
      const { amounts } = price;
      // What is left out is told in the place of the last line.
      const shown = amounts.length <= lines ? amounts : amounts.slice(0, Math.max(1, lines - 1));
      const rest = amounts.length - shown.length;
      return html`<span class="agent-price" data-testid="agent-price" data-tip=${rest > 0 ? texts(amounts).join(" + ") : nothing}>${shown.map((amount) => amountLine(amount, lines === 1 ? rest : 0))}${rest > 0 && lines > 1 ? html`<span class="price-rest"> ${say.market.moreAmounts(rest)}</span>` : nothing}</span>`;
    }
    case "dynamic":
      return html`<span class="agent-price" data-testid="agent-price"><span class="price-words" data-tip=${say.market.dynamicSays}>${say.market.dynamic}</span></span>`;
    case "free":
      return html`<span class="agent-price" data-testid="agent-price"><span class="price-words price-free">${say.market.free}</span></span>`;
    case "unknown":
      return html`<span class="agent-price" data-testid="agent-price"><span class="price-words price-unknown" data-tip=${price.text}>${say.market.unknownPrice}</span></span>`;
  }
}

/** What is not as it is with most. @param {AgentCard} card @param {boolean} compared */
const exceptions = (card, compared) => html`${compared ? html`<span class="agent-starred" role="img" aria-label=${say.compare.marked} data-tip=${say.compare.marked}>${icon("columns")}</span>` : nothing}${card.favourite ? html`<span class="agent-starred agent-starred-star" role="img" aria-label=${say.market.favourite} data-tip=${say.market.favourite}>${icon("star")}</span>` : nothing}
  ${card.status === "Online" ? nothing : agentStatus(card.status)}
  ${card.uptime !== null && card.uptime < OFTEN ? html`<span class="agent-away">${say.market.uptime(card.uptime)}</span>` : nothing}
  ${card.since !== null && now() - card.since < NEW && now() >= card.since ? html`<span class="agent-new agent-yields"><span class="tag tag-accent" data-tip=${say.agent.since(relative(card.since, now()))}>${say.market.new}</span></span>` : nothing}
  ${card.bought > 0 ? html`<span class="agent-bought">${say.market.bought(card.bought)}</span>` : nothing}`;

/** Why it cannot be bought. That the node has not answered is so of all, and the frame says it. @param {AgentCard} card */
const reason = ({ blocked }) => (blocked === "node-unknown" ? null : blocked);

/** Whether something speaks against it. @param {AgentCard} card */
const isOdd = (card) => reason(card) !== null || isStrange(card);

/** @param {AgentCard} card */
const isStrange = ({ alike, mixedAlphabets }) => (alike !== null && alike.way !== "looked-like") || mixedAlphabets.length > 0;

/** What speaks against it, before what its seller says. @param {AgentCard} card */
function against(card) {
  const why = reason(card);
  return html`${why ? html`<span class="agent-why" data-tip=${say.blocked[why].says}>${icon("info")}${say.blocked[why].short}</span>` : nothing}${oddNameLine(card)}`;
}

/** @param {AgentCard} card @param {string[]} words */
const title = (card, words) => html`<span class="agent-title">${card.name === "" ? named(card.name) : withMarks(card.name, words)}</span>
  ${card.alike === null ? nothing : html`<code class="agent-short" data-tip=${say.agent.identifier}>${card.shortId}</code>`}`;

/** @param {AgentCard} card */
const author = (card) => (card.author === "" ? nothing : html`<span class="agent-author agent-yields"><span>${say.market.by(card.author)}</span></span>`);

/** @param {AgentCard} card @param {string[]} words @param {number} most */
const tags = (card, words, most) => (card.tags.length === 0 ? nothing : html`<span class="tags agent-tags">${card.tags.slice(0, most).map((tag) => html`<span class="tag">${withMarks(tag, words)}</span>`)}</span>`);

/** @param {AgentCard} card @param {string[]} words */
const summary = (card, words) => html`<span class="agent-summary agent-yields"><span>${withMarks(card.summary, words)}</span></span>`;

/** @type {Record<Density, (card: AgentCard, words: string[], picture: (card: AgentCard) => unknown, compared: boolean) => unknown>} */
const INNER = {
  comfortable: (card, words, picture, compared) => html`${picture(card)}
    <span class="agent-what"><span class="agent-line">${title(card, words)}${author(card)}${exceptions(card, compared)}</span>
      <span class="agent-line">${against(card)}${summary(card, words)}${isOdd(card) ? nothing : tags(card, words, 3)}</span></span>
    ${uptime(card.uptime)}${priceColumn(card.price, 2)}`,
  compact: (card, words, _picture, compared) => html`<span class="agent-line">${title(card, words)}${against(card)}${summary(card, words)}${exceptions(card, compared)}</span>${uptime(card.uptime)}${priceColumn(card.price, 1)}`,
  cards: (card, words, picture, compared) => html`<span class="agent-top">${picture(card)}<span class="agent-what"><span class="agent-line">${title(card, words)}</span><span class="agent-line">${author(card)}${exceptions(card, compared)}</span></span></span>
    ${isOdd(card) ? html`<span class="agent-line">${against(card)}</span>` : nothing}
    ${summary(card, words)}
    <span class="agent-foot">${priceColumn(card.price, 1)}${uptime(card.uptime)}</span>`,
};

/** What can be done with a row: whether it is marked, and the two marks. `at`: the person is at it. @typedef {{ compared: boolean, favour: () => void, compare: () => void, at: () => void }} Acts */

/** Who clicks on a mark stays where the focus was. @param {Event} event */
const stays = (event) => event.preventDefault();

/** Buttons for the pointer, seen where it is; by keys the row's commands do the same. @param {AgentCard} card @param {Acts} acts */
const buttons = ({ name, favourite }, { compared, favour, compare }) => html`<span class="agent-acts" @mousedown=${stays}>
  <button type="button" class="agent-act agent-act-star" tabindex="-1" data-testid="row-favourite" aria-pressed=${favourite} aria-label=${say.market.favourOne(named(name))} data-tip=${favourite ? say.bookmarks.unmark : say.bookmarks.mark} @click=${favour}>${icon("star")}</button>
  <button type="button" class="agent-act" tabindex="-1" data-testid="row-compare" aria-pressed=${compared} aria-label=${say.market.compareOne(named(name))} data-tip=${compared ? say.market.uncompare : say.market.compare} @click=${compare}>${icon("columns")}</button></span>`;

/**
 * `stop`: its tabindex; `picture`: what stands for an agent; `place` and `total`: which one of how many it is, where rows hold several.
 * @param {AgentCard} card @param {{ density: Density, words: string[], stop: "0" | "-1", picture: (card: AgentCard) => unknown, acts: Acts, place?: number, total?: number }} how
 */
export const agentLink = (card, { density, words, stop, picture, acts, place, total }) => {
  const link = html`<a class="agent ${reason(card) ? "agent-blocked" : ""}" href=${href({ name: "agent", id: card.id })} data-row="agent" data-testid="agent-card" data-id=${card.id} data-name=${card.name} data-blocked=${card.blocked ?? ""} tabindex=${stop} @focus=${acts.at} @pointerenter=${acts.at}>${INNER[density](card, words, picture, acts.compared)}</a>${buttons(card, acts)}`;
  return place === undefined ? link : html`<div class="agent-shelved" role="listitem" aria-posinset=${place + 1} aria-setsize=${total ?? -1}>${link}</div>`;
};
