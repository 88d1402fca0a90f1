// What an agent costs, as its entry says.
import { html } from "lit-html";
import { say } from "../../words/say.js";
import { moneys } from "../../kit/money/money.js";

/** @param {import("../../../types/contract.js").PriceView} price */
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
