// What the market can be narrowed by, as groups of the rail and as pills; and the words of every value. A value keeps its place while
// others are chosen, and stays, faint, when there is none left of it, so that nothing moves under the pointer.
import { each, of, ranged, turned } from "../../kit/facet-rail/chosen.js";
import { texts } from "../../kit/money/money.js";
import { say } from "../../words/say.js";
import { FACETS, PRICE, isNarrowed, unitId } from "./asked.js";

/** @import { Blocked, Facet, FacetsView } from "../../../types/contract.js" */
/** @import { Chosen } from "../../kit/facet-rail/chosen.js" */
/** @import { FacetGroup, FacetValue } from "../../kit/facet-rail/facet-rail.js" */
/** @import { Asked } from "./asked.js" */
/** @typedef {Map<string, { name: string, count: number }>} Values by what the address calls them */
/** `more`: so many values of a facet are not listed. @typedef {{ values: Map<Facet, Values>, more: Map<Facet, number>, prices: FacetsView["prices"] }} Known */

/** Facets of which a value can be left out; of the others there are two values, each the other's opposite. @type {Set<Facet>} */
const EXCLUDES = new Set(/** @type {Facet[]} */ (["payable", "status", "token", "pricing", "tag", "capability", "generation", "rail", "author"]));

/** Facets whose values are words of sellers. @type {Set<Facet>} */
const SELLERS = new Set(/** @type {Facet[]} */ (["tag", "capability", "author", "token"]));

/** @returns {Known} */
export const nothingKnown = () => ({ values: new Map(), more: new Map(), prices: [] });

/** What is known after an answer: old values keep their places, with no count where there is none any more. @param {Known} known @param {FacetsView} view @returns {Known} */
export function learnt(known, view) {
  /** @type {Map<Facet, Values>} */
  const values = new Map([...known.values].map(([facet, old]) => [facet, new Map([...old].map(([value, one]) => [value, { ...one, count: 0 }]))]));
  for (const { facet, values: fresh } of view.facets) {
    const mine = values.get(facet) ?? new Map();
    for (const { value, name, count } of fresh) {
      const id = facet === "token" ? unitId(value) : value;
      // What there never was is not offered.
      if (count > 0 || mine.has(id)) mine.set(id, { name, count });
    }
    values.set(facet, mine);
  }
  return { values, more: new Map(view.facets.map(({ facet, more }) => [facet, more])), prices: view.prices.length > 0 ? view.prices : known.prices };
}

/** @param {string} value @returns {value is Blocked} */
const isReason = (value) => value in say.blocked;

/** What a value is called. @param {Facet} facet @param {string} value @param {string} name as its seller wrote it, where it is a seller's word */
export function valueName(facet, value, name) {
  if (facet === "payable" && isReason(value)) return say.blocked[value].short;
  return say.facetValue[facet]?.[value] ?? (name !== "" ? name : SELLERS.has(facet) ? value : say.foreign.quoted(value));
}

/** @param {Known} known @param {Facet} facet @param {string} value */
const nameOf = (known, facet, value) => valueName(facet, value, known.values.get(facet)?.get(value)?.name ?? "");

/** The price whose spread is shown. @param {Known} known @param {string} unit */
export const spreadOf = ({ prices }, unit) => prices.find((price) => unitId(price.unit) === unit) ?? (unit === "" ? prices[0] : undefined);

/** @param {Known} known @param {Facet} facet @param {Chosen} chosen @returns {FacetGroup[]} */
function group(known, facet, chosen) {
  const { include, exclude } = of(chosen, facet);
  // What is chosen is always there, so that it can be taken back.
  const all = new Map([...(known.values.get(facet) ?? []), ...[...include, ...exclude].filter((value) => !known.values.get(facet)?.has(value)).map((value) => /** @type {const} */ ([value, { name: "", count: 0 }]))]);
  // A facet with one value divides nothing; whether the node can pay is told all the same.
  if (all.size < (facet === "payable" ? 1 : 2) && include.length + exclude.length === 0) return [];
  const ids = [...all.keys()];
  ids.sort((a, b) => Number(b === "yes") - Number(a === "yes"));
  const values = ids.map((id) => {
    const { name = "", count = 0 } = all.get(id) ?? {};
    /** @type {FacetValue} */
    const value = { id, name: valueName(facet, id, name), count: say.market.number(count), none: count === 0, foreign: SELLERS.has(facet) };
    return facet === "payable" && isReason(id) ? { ...value, tip: `${say.blocked[id].says}\n${say.payableTodo[id]}` } : value;
  });
  const reason = facet === "payable" ? include.find(isReason) : undefined;
  const more = known.more.get(facet) ?? 0;
  return [{
    id: facet, name: say.facet[facet], values, excludes: EXCLUDES.has(facet),
    ...(reason === undefined ? {} : { note: say.payableTodo[reason] }), ...(more > 0 ? { more: say.market.moreValues(more) } : {}),
  }];
}

/**
 * The groups of the rail. `typed`: figures of the range as they stand in the fields; `wrong`: they are none.
 * @param {Known} known @param {Asked} asked @param {{ turn: (unit: string) => void, wrong: boolean }} range @returns {FacetGroup[]}
 */
export function groups(known, asked, { turn, wrong }) {
  const all = FACETS.map((facet) => ({ facet, groups: group(known, facet, asked.chosen) }));
  const spread = spreadOf(known, asked.unit);
  /** @type {FacetGroup[]} */
  let prices = [];
  const { from, to } = of(asked.chosen, PRICE);
  // A range that leaves nothing can still be changed.
  if (!spread && (from !== "" || to !== "")) prices = [{ id: PRICE, name: say.market.price, unit: ticker(known, asked.unit), least: "", most: "", bins: [], ...(wrong ? { wrong: say.market.notFigure(say.decimal("2.50")) } : {}) }];
  if (spread) {
    const most = Math.max(1, ...spread.bins.map(({ count }) => count));
    const figure = (/** @type {string | undefined} */ text) => text?.replace(/\s\S+$/u, "") ?? "";
    const [least, highest] = texts([spread.least, spread.most]).map(figure);
    prices = [{
      id: PRICE, name: say.market.price, unit: known.prices.length > 1 ? say.market.priceUnit : spread.ticker, least: least ?? "", most: highest ?? "",
      ...(known.prices.length > 1 ? { units: { of: unitId(spread.unit), all: known.prices.map(({ unit, ticker }) => ({ id: unitId(unit), name: ticker })), turn } } : {}),
      bins: spread.bins.map(({ from, to, count }) => {
        const [low = "", high = ""] = texts([from, to]);
        return { share: count / most, says: say.market.bin(low, high, count) };
      }),
      ...(wrong ? { wrong: say.market.notFigure(say.decimal("2.50")) } : {}),
    }];
  }
  // After what can be paid and what is there comes what it costs.
  const at = 2;
  return [...all.slice(0, at).flatMap(({ groups }) => groups), ...prices, ...all.slice(at).flatMap(({ groups }) => groups)];
}

/** Everything that is chosen, with a way to take it back. @param {Known} known @param {Asked} asked @param {(chosen: Chosen) => void} change */
export function pills(known, asked, change) {
  if (!isNarrowed(asked)) return [];
  return each(asked.chosen).map(({ group, value, way }) => ({
    id: value === null ? group : `${group} ${value}`, excluded: way === "exclude",
    text: value === null ? priceWords(known, asked) : pillText(known, /** @type {Facet} */ (group), value),
    remove: () => change(value === null ? ranged(asked.chosen, group, "", "") : turned(asked.chosen, group, value, way)),
  }));
}

/** @param {Known} known @param {Facet} facet @param {string} value*/
const pillText = (known, facet, value) => say.facetPill[facet]?.[value] ?? nameOf(known, facet, value);

/** What a token is called. @param {Known} known @param {string} unit as in the address */
const ticker = (known, unit) => known.prices.find((price) => unitId(price.unit) === unit)?.ticker ?? known.values.get("token")?.get(unit)?.name ?? unit;

/** @param {Known} known @param {Asked} asked */
function priceWords(known, { chosen, unit }) {
  const { from, to } = of(chosen, PRICE);
  const [low, high, token] = [say.decimal(from), say.decimal(to), ticker(known, unit)];
  return from === "" ? say.market.priceTo(high, token) : to === "" ? say.market.priceFrom(low, token) : say.market.priceBetween(low, high, token);
}
