// What is asked of the market: the text, what is chosen of the facets, the range of the price, and the order. Pure. It stands in the
// address (`q=…&sort=price:lovelace&tag=text&price=lovelace:1..5`), which is also what a saved search keeps.
import { each, isEmpty, of, ranged, read as readChosen, written as writtenChosen } from "../../kit/facet-rail/chosen.js";

/** @import { Facet, MarketQuery, Sort } from "../../../types/contract.js" */
/** @import { Chosen } from "../../kit/facet-rail/chosen.js" */
/**
 * `unit`: the token of the price's range, `""` while none was chosen; figures have a point. `sort`: as in the address.
 * @typedef {{ text: string, chosen: Chosen, unit: string, sort: string }} Asked
 */

/** The group that is a range. */
export const PRICE = "price";
/** What an address calls the unit that has no name on the wire. */
const ADA = "lovelace";

/** The facets, in the order in which they are offered. @type {Facet[]} */
export const FACETS = ["payable", "status", "token", "pricing", "tag", "capability", "bought", "favourite", "generation", "rail", "author"];
/** Orders that need no token. */
const SORTS = /** @type {const} */ (["uptime", "newest", "record"]);

/** @type {Asked} */
export const NOTHING = { text: "", chosen: {}, unit: "", sort: "" };

/** @param {string} unit as on the wire */
export const unitId = (unit) => (unit === "" ? ADA : unit);
/** @param {string} id */
const wireUnit = (id) => (id === ADA ? "" : id);

/** @param {string} text */
const isFigure = (text) => text === "" || /^\d{1,30}(\.\d{1,30})?$/.test(text);

/** The order of a word of the address; what it does not know is by relevance. @param {string} word @returns {Sort} */
export function sortOf(word) {
  if (word.startsWith("price:") && word.length > "price:".length) return { by: "price", unit: wireUnit(word.slice("price:".length)) };
  const by = SORTS.find((one) => one === word);
  return by === undefined ? { by: "relevance" } : { by };
}

/** Whether the rows are narrowed by more than the text. @param {Asked} asked */
export const isNarrowed = ({ chosen }) => !isEmpty(chosen);

/** As the query of an address; `""`: everything, by relevance. @param {Asked} asked */
export function written({ text, chosen, unit, sort }) {
  const query = new URLSearchParams();
  if (text !== "") query.append("q", text);
  if (sort !== "") query.append("sort", sort);
  const { from, to } = of(chosen, PRICE);
  const price = new URLSearchParams(from === "" && to === "" ? [] : [[PRICE, `${unit}:${from}..${to}`]]);
  return [query, writtenChosen(ranged(chosen, PRICE, "", "")), price].map(String).filter((part) => part !== "").join("&").replaceAll("%3A", ":");
}

/** What `written` wrote. Whatever else stands there is left out: addresses come from elsewhere too. @param {string} query @returns {Asked} */
export function read(query) {
  const all = new URLSearchParams(query);
  const facets = new URLSearchParams([...all].filter(([name]) => FACETS.some((facet) => facet === name)));
  const sort = all.get("sort") ?? "";
  const asked = { ...NOTHING, text: all.get("q") ?? "", chosen: readChosen(facets.toString()), sort: sortOf(sort).by === "relevance" ? "" : sort };
  const [, unit, from, to] = /^([^:]+):([^:]*)\.\.([^:]*)$/.exec(all.get(PRICE) ?? "") ?? [];
  if (unit === undefined || from === undefined || to === undefined || !isFigure(from) || !isFigure(to)) return asked;
  return { ...asked, unit, chosen: ranged(asked.chosen, PRICE, from, to) };
}

/** As the backend is asked. @param {Asked} asked @returns {MarketQuery} */
export function queryOf({ text, chosen, unit, sort }) {
  const { from, to } = of(chosen, PRICE);
  return {
    text,
    chosen: each(chosen).flatMap(({ group, value, way }) => (value === null || group === PRICE ? [] : [{ facet: /** @type {Facet} */ (group), value: group === "token" ? wireUnit(value) : value, exclude: way === "exclude" }])),
    price: from === "" && to === "" ? null : { unit: wireUnit(unit), from, to },
    sort: sortOf(sort),
  };
}

/**
 * What is asked when the page opens. An entry of the history says itself what was asked there; an address that leads here with
 * nothing goes on with what was asked last. Nothing goes from one node to another.
 * @param {{ query: string, entry: string | null | undefined, node: string | null, last: { node: string | null, query: string } | null }} opened
 *   `entry`: the node with which this entry of the history was looked at; `undefined`: it is new
 */
export function begun({ query, entry, node, last }) {
  if (entry !== undefined && entry !== node) return NOTHING;
  return read(entry === undefined && query === "" && last?.node === node ? last.query : query);
}
