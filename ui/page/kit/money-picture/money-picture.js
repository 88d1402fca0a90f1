// Draws where the money is: three places, and the ways between them that it took or can take. The caller gives words and amounts;
// what is not known is drawn as not known.
import { html, nothing } from "lit-html";
import { icon } from "../icon/icon.js";

/** @typedef {"not-moved" | "locking" | "locked" | "returning" | "released" | "paid" | "back" | "split" | "unknown"} MoneyState */
/** @typedef {"mine" | "held" | "theirs"} Spot */
/** @typedef {"taken" | "open" | "closed"} Way the money went it; it may go it; it will not */

/** In which places money is, and how the ways stand: in, on to the other side, and back. @type {Record<MoneyState, { holds: Spot[], ways: Record<"in" | "on" | "back", Way> }>} */
export const STANDS = {
  "not-moved": { holds: ["mine"], ways: { in: "open", on: "closed", back: "closed" } },
  "locking": { holds: ["mine"], ways: { in: "open", on: "closed", back: "closed" } },
  "locked": { holds: ["held"], ways: { in: "taken", on: "open", back: "open" } },
  "returning": { holds: ["held"], ways: { in: "taken", on: "closed", back: "open" } },
  "released": { holds: ["held"], ways: { in: "taken", on: "open", back: "closed" } },
  "paid": { holds: ["theirs"], ways: { in: "taken", on: "taken", back: "closed" } },
  "back": { holds: ["mine"], ways: { in: "taken", on: "closed", back: "taken" } },
  "split": { holds: ["mine", "theirs"], ways: { in: "taken", on: "taken", back: "taken" } },
  "unknown": { holds: [], ways: { in: "open", on: "open", back: "open" } },
};

/** @type {Record<Spot, import("../icon/icon.js").IconName>} */
const PICTURE = { mine: "wallet", held: "lock", theirs: "person" };

/**
 * @typedef {object} MoneyPicture
 * @property {MoneyState} state
 * @property {Record<Spot, string>} names what the places are called
 * @property {Partial<Record<Spot, unknown>>} amounts what is in them; where nothing is said, nothing is drawn
 * @property {unknown} says the whole in a sentence
 * @property {Partial<Record<"in" | "on" | "back", string>>} [ways] what moves the money that way, or when
 * @property {{ name: string, value: unknown, note?: string }[]} [beside] what comes with it: deposit, fees
 */

/** @param {MoneyPicture} picture */
export function moneyPicture({ state, names, amounts, says, ways = {}, beside = [] }) {
  const stands = STANDS[state];
  /** @param {Spot} spot */
  const place = (spot) => html`<li class="money-spot" data-testid="money-spot" data-spot=${spot} data-holds=${stands.holds.includes(spot)}>
    ${icon(PICTURE[spot])}<span class="money-place">${names[spot]}</span>${amounts[spot] === undefined ? nothing : html`<strong class="money-there">${amounts[spot]}</strong>`}</li>`;
  /** @param {"in" | "on" | "back"} way */
  const line = (way) => html`<span class="money-way" data-way=${way} data-is=${stands.ways[way]}>${ways[way] === undefined ? nothing : html`<span class="money-when">${ways[way]}</span>`}
    <span class="money-arrow" aria-hidden="true">${icon("arrow")}</span></span>`;
  return html`<figure class="money-picture" data-testid="money-picture" data-state=${state}>
    <ul class="money-spots">${place("mine")}<li class="money-between">${state === "unknown" ? html`<span class="money-unknown" aria-hidden="true">${icon("question")}</span>` : nothing}${line("in")}${line("back")}</li>${place("held")}<li class="money-between">${line("on")}</li>${place("theirs")}</ul>
    <figcaption data-testid="money-says">${says}</figcaption>
    ${beside.length === 0 ? nothing : html`<dl class="facts facts-tight">${beside.map(({ name, value, note }) => html`<div><dt>${name}${note === undefined ? nothing : html`<small class="quiet"> ${note}</small>`}</dt><dd>${value}</dd></div>`)}</dl>`}
  </figure>`;
}
