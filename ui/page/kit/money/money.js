// Amounts as the backend formatted them. Nothing is computed here; the number and the token are only set apart for the eye.
import { html, nothing } from "lit-html";

/** @import { MoneyView } from "../../../types/contract.js" */

/** One amount. The raw one is on hover. @param {MoneyView} money */
export function money(money) {
  const gap = money.text.lastIndexOf(" ");
  const exact = `${money.amount} ${money.unit === "" ? "lovelace" : money.unit}`;
  if (!money.known || gap < 0) return html`<span class="money money-raw" title=${exact}>${money.text}</span>`;
  return html`<span class="money" title=${exact}>${money.text.slice(0, gap)}<span class="money-unit">${money.text.slice(gap)}</span></span>`;
}

/** Several amounts that belong together, or `none`. @param {MoneyView[]} amounts @param {unknown} [none] */
export const moneys = (amounts, none = nothing) => (amounts.length === 0 ? none : html`<span class="moneys">${amounts.map(money)}</span>`);

/** The texts of amounts, for sentences and labels. @param {MoneyView[]} amounts */
export const texts = (amounts) => amounts.map((amount) => amount.text);
