// How the list of agents looks: two lines a row, one line a row, or cards. The choice is kept.
import { html } from "lit-html";
import { icon } from "../../kit/icon/icon.js";
import { keep, kept } from "../../lib/kept.js";
import { say } from "../../words/say.js";

/** @typedef {"comfortable" | "compact" | "cards"} Density */

/** Its picture, and how high a row is, in letters of the root. @type {Record<Density, { icon: import("../../kit/icon/icon.js").IconName, height: number }>} */
export const DENSITIES = { comfortable: { icon: "rows", height: 3.5 }, compact: { icon: "list", height: 2.25 }, cards: { icon: "grid", height: 9.75 } };
const NAME = "market-density";
/** So wide is a card at least, in letters of the root. */
const CARD = 18;

/** @returns {Density} */
export const chosenDensity = () => /** @type {Density[]} */ (Object.keys(DENSITIES)).find((one) => one === kept(NAME)) ?? "comfortable";

/** So many cards are side by side. @param {Density} density @param {number} width of the list, in letters of the root */
export const perRow = (density, width) => (density === "cards" ? Math.max(1, Math.floor(width / CARD)) : 1);

/** @param {Density} chosen @param {(density: Density) => void} choose */
export const densitySwitch = (chosen, choose) => html`<div class="densities" role="group" aria-label=${say.market.density}>
  ${/** @type {Density[]} */ (Object.keys(DENSITIES)).map((one) => html`<button type="button" class="density" data-testid="density" data-density=${one} aria-pressed=${one === chosen} aria-label=${say.market.densities[one]} data-tip=${say.market.densities[one]} @click=${() => {
    keep(NAME, one);
    choose(one);
  }}>${icon(DENSITIES[one].icon)}</button>`)}</div>`;
