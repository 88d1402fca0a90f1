// Where the money of a purchase is, in one card: a picture and a sentence, what the person can do about it, what happens if they do
// nothing, the escrow's time to scale, and every amount.
import { html, nothing } from "lit-html";
import { moneyPicture } from "../../kit/money-picture/money-picture.js";
import { ownMoneys } from "../../kit/money/money.js";
import { escrowName } from "../../kit/pill/pill.js";
import { timeline } from "../../kit/timeline/timeline.js";
import { say } from "../../words/say.js";
import { atTime, forecastPart } from "../forecast/forecast.js";
import { refundPart } from "../refund/refund.js";

/** @import { LedgerWhat, MoneyIs, Phase, PurchaseView } from "../../../types/contract.js" */
/** @import { MoneyPicture, MoneyState } from "../../kit/money-picture/money-picture.js" */

/** @type {Record<Exclude<MoneyIs, "free">, MoneyState>} */
const STATE = {
  "in-wallet": "not-moved", "unknown": "unknown", "in-escrow": "locked", "at-contract": "unknown", "returning": "returning", "released": "released",
  "back": "back", "with-seller": "paid", "divided": "split",
};

/** On its way, and as far as it is known still in the wallet. @type {Set<Phase>} */
const LOCKING = new Set(/** @type {Phase[]} */ (["starting", "paying", "payment-unknown", "queued"]));

/** How the picture stands. @param {PurchaseView} view @returns {MoneyState} */
export function stateOf({ money, row }) {
  if (money === "free") return "not-moved";
  return money === "in-wallet" && LOCKING.has(row.phase) ? "locking" : STATE[money];
}

/** What each side has. @param {PurchaseView} view @returns {MoneyPicture["amounts"]} */
function amounts(view) {
  const price = view.row.price.length === 0 ? undefined : ownMoneys(view.row.price);
  /** @param {LedgerWhat} what */
  const line = (what) => {
    const found = view.ledger.find((line) => line.what === what);
    return found === undefined ? undefined : ownMoneys(found.amounts);
  };
  switch (view.money) {
    case "in-escrow":
    case "returning":
    case "released":
      return { held: price };
    case "back":
      return { mine: price };
    case "with-seller":
      return { theirs: price };
    case "divided":
      return { mine: line("returned"), theirs: line("to-seller") };
    default:
      return {};
  }
}

/** When it goes on to the seller, or comes back. @param {PurchaseView} view @returns {MoneyPicture["ways"]} */
function ways({ money, forecast }) {
  if (money !== "in-escrow") return {};
  /** @param {"seller" | "back"} how */
  const when = (how) => forecast.ways.filter(({ end }) => end.how === how).map(({ end }) => atTime(end.when)).find((words) => words !== "");
  const [on, back] = [when("seller"), when("back")];
  return { ...(on === undefined ? {} : { on }), ...(back === undefined ? {} : { back }) };
}

/** @param {PurchaseView} view */
const sentence = ({ onChain }) => html`<span data-testid="on-chain" data-state=${onChain ?? ""}>${onChain === null ? say.purchase.onChainNone : (say.onChain[onChain] ?? html`${say.purchase.onChainOther} <code class="code">${onChain}</code>`)}</span>`;

/** @param {PurchaseView} view */
const ledger = (view) => (view.ledger.length === 0 ? nothing : html`<dl class="ledger">${view.ledger.map(({ what, amounts, to }) => html`<div data-testid="ledger-line" data-what=${what}><dt>${say.ledger[what]}</dt><dd>${ownMoneys(amounts)}${to === null ? nothing : html`<br /><span>${say.purchase.returnedTo} <code class="code">${to}</code></span>`}</dd></div>`)}</dl>`);

/** @param {PurchaseView} view @param {{ busy: boolean, act: (card: string, typedName: string | null) => void }} refund */
export function moneyCard(view, refund) {
  const free = view.money === "free";
  const drawn = view.stretches.length > 0 && view.row.group !== "failed";
  return html`<section class="card money-card" data-testid="money" data-is=${view.money}><h2>${say.purchase.money}</h2>
    ${free ? nothing : html`${moneyPicture({ state: stateOf(view), names: say.purchase.places, amounts: amounts(view), says: sentence(view), ways: ways(view) ?? {} })}${ledger(view)}`}
    ${refundPart(view.refund, refund)}
    ${forecastPart(view.forecast)}
    ${drawn ? html`<section><h3>${say.timeline.title}${view.generation ? html`<span class="quiet">${escrowName(view.generation)}</span>` : nothing}</h3>${timeline(view.boughtAt, view.stretches)}</section>` : nothing}
  </section>`;
}
