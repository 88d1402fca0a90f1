// What an agent costs, as its entry says.
import { html } from "lit-html";
import { say } from "../../words/say.js";
import { moneys, texts } from "../../kit/money/money.js";

/** @import { ApprovedPrice, PriceView } from "../../../types/contract.js" */

/** In a sentence. @param {PriceView} price */
export function priceText(price) {
  switch (price.kind) {
    case "fixed":
      return texts(price.amounts).join(" + ");
    case "dynamic":
      return say.market.dynamic;
    case "free":
      return say.market.free;
    case "unknown":
      return say.market.unknownPrice;
  }
}

/** @param {PriceView} price */
export function priceTag(price) {
  switch (price.kind) {
    case "fixed":
      return moneys(price.amounts);
    case "dynamic":
      return html`<span class="price-word" data-tip=${say.market.dynamicSays}>${say.market.dynamic}</span>`;
    case "free":
      return html`<span class="price-word price-free">${say.market.free}</span>`;
    case "unknown":
      return html`<span class="price-word price-unknown" data-tip=${price.text}>${say.market.unknownPrice}</span>`;
  }
}

/** What is approved to be paid, in words. @param {ApprovedPrice} price @returns {string[]} */
export const approvedTexts = (price) => (price.kind === "free" ? [say.market.free] : texts(price.amounts));

/** What is approved to be paid. @param {ApprovedPrice} price */
export const approvedPrice = (price) => (price.kind === "free" ? html`<span class="price-word price-free">${say.market.free}</span>` : html`${price.kind === "ceiling" ? html`<span class="quiet">${say.review.ceiling}</span> ` : ""}${moneys(price.amounts)}`);
