// Shows amounts as the backend formatted them. Nothing is computed here: they get the separators of the language, and the number
// and the token look different.
import { html, nothing } from "lit-html";
import { say } from "../../words/say.js";

/** @import { Facts, MoneyView } from "../../../types/contract.js" */

/** One amount. The raw one is on hover. @param {MoneyView} money */
export function money(money) {
  const text = say.amount(money.text);
  const gap = text.lastIndexOf(" ");
  const exact = `${money.amount} ${money.unit === "" ? "lovelace" : money.unit}`;
  if (!money.known || gap < 0) return html`<span class="money money-raw" data-tip=${exact}>${text}</span>`;
  return html`<span class="money" data-tip=${exact}>${text.slice(0, gap)}<span class="money-unit">${text.slice(gap)}</span></span>`;
}

/** Several amounts that belong together, or `none`. @param {MoneyView[]} amounts @param {unknown} [none] */
export const moneys = (amounts, none = nothing) => (amounts.length === 0 ? none : html`<span class="moneys">${amounts.map(money)}</span>`);

/** Whether the person's own sums are hidden from whoever looks over their shoulder. Prices of others are not, nor is what is approved. */
let hidden = false;

/** @param {boolean} on */
export const hideOwn = (on) => void (hidden = on);

const DOTS = "••••";

/** The token, by its name where it is known, else as on the wire. @param {MoneyView} money */
export const ticker = ({ text, unit, known }) => (known ? text.slice(text.lastIndexOf(" ") + 1) : unit);

/** @param {MoneyView} money */
const unitOf = (money) => (money.known ? ` ${ticker(money)}` : "");

/** An amount of the person's own. @param {MoneyView} amount */
export const ownMoney = (amount) => (hidden ? html`<span class="money" role="img" aria-label=${say.settings.hiddenAmount} data-hidden>${DOTS}<span class="money-unit">${unitOf(amount)}</span></span>` : money(amount));

/** The same of several. @param {MoneyView[]} amounts @param {unknown} [none] */
export const ownMoneys = (amounts, none = nothing) => (amounts.length === 0 ? none : html`<span class="moneys">${amounts.map(ownMoney)}</span>`);

/** The same as texts. @param {MoneyView[]} amounts */
export const ownTexts = (amounts) => amounts.map((amount) => (hidden ? `${DOTS}${unitOf(amount)}` : say.amount(amount.text)));

/** The texts of amounts, for sentences and labels. @param {MoneyView[]} amounts */
export const texts = (amounts) => amounts.map(({ text }) => say.amount(text));

/** Facts that are amounts, where they are there. */
const AMOUNTS = new Set(["before", "after", "missing", "needed", "left", "unmatched", "credits", "v1", "v2", "any"]);

/** The facts of a sentence, with amounts as the language writes them. @param {Facts} facts @returns {Facts} */
export const written = (facts) => Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, AMOUNTS.has(name) ? say.amount(fact) : fact]));

/** An amount as a number and a unit, for tables whose points stand under each other. @param {MoneyView} money @returns {{ number: string, unit: string }} */
export function figure(money) {
  const text = say.amount(money.text);
  const gap = text.lastIndexOf(" ");
  return !money.known || gap < 0 ? { number: text, unit: "" } : { number: text.slice(0, gap), unit: text.slice(gap + 1) };
}

/** The same of the person's own. What no table of tokens knows has its raw unit. @param {MoneyView} amount */
export function ownFigure(amount) {
  const text = say.amount(amount.text);
  const gap = text.lastIndexOf(" ");
  const [number, unit] = gap < 0 ? [text, ""] : [text.slice(0, gap), text.slice(gap + 1)];
  return { number: hidden ? DOTS : number, unit };
}
