// What is asked of the purchases: the text, what they are chosen by, and the order. It stands in the address
// (`q=…&group=done&phase=settled&agent=…&token=lovelace&label=Tax&from=2026-11-01&to=2026-11-30&sort=price&order=up`), which is also
// what a saved view keeps. Days are the person's own.
import { say } from "../../words/say.js";

/** @import { Phase, PurchaseGroup, PurchaseSort, PurchasesQuery } from "../../../types/contract.js" */
/**
 * `from`, `to`: days as `2026-11-30`, both of them in it, or `""`.
 * @typedef {{ text: string, group: PurchaseGroup | null, phase: Phase | null, agent: string | null, unit: string | null, label: string | null, from: string, to: string, sort: PurchaseSort, down: boolean }} Asked
 */

/** What an address calls the unit that has no name on the wire. */
const ADA = "lovelace";

/** @type {Asked} */
export const NOTHING = { text: "", group: null, phase: null, agent: null, unit: null, label: null, from: "", to: "", sort: "date", down: true };

/** In the order of the columns, and whether the first click puts the greatest on top. @type {Record<PurchaseSort, boolean>} */
export const DOWN_FIRST = { agent: false, state: false, next: false, price: true, date: true };

/** When a day begins where the person is, or the one that comes so many days later; `null`: there is no such day. @param {string} day @param {number} [later] */
export function begins(day, later = 0) {
  const [year, month, date] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? []).slice(1).map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const at = new Date(year, month - 1, date);
  if (at.getMonth() !== month - 1 || at.getDate() !== date) return null;
  return new Date(year, month - 1, date + later).getTime();
}

/** A moment's day where the person is. @param {number} at */
export function dayOf(at) {
  const date = new Date(at);
  return [String(date.getFullYear()).padStart(4, "0"), String(date.getMonth() + 1).padStart(2, "0"), String(date.getDate()).padStart(2, "0")].join("-");
}

/** Whether the rows are narrowed by more than a group. @param {Asked} asked */
export const isNarrowed = (asked) => asked.text.trim() !== "" || asked.phase !== null || asked.agent !== null || asked.unit !== null || asked.label !== null || asked.from !== "" || asked.to !== "";

/** As the query of an address; `""`: everything, the newest first. @param {Asked} asked */
export function written({ text, group, phase, agent, unit, label, from, to, sort, down }) {
  const query = new URLSearchParams();
  /** @type {[string, string | null][]} */
  const parts = [["q", text], ["group", group], ["phase", phase], ["agent", agent], ["token", unit === "" ? ADA : unit], ["label", label], ["from", from], ["to", to], ["sort", sort === "date" ? "" : sort], ["order", down === DOWN_FIRST[sort] ? "" : down ? "down" : "up"]];
  for (const [name, value] of parts) if (value !== null && value !== "") query.append(name, value);
  return String(query);
}

/** What `written` wrote. Whatever else stands there is left out: addresses come from elsewhere too. @param {string} query @returns {Asked} */
export function read(query) {
  const all = new URLSearchParams(query);
  const [group, phase, sort] = ["group", "phase", "sort"].map((name) => all.get(name) ?? "");
  const day = (/** @type {string} */ name) => (begins(all.get(name) ?? "") === null ? "" : all.get(name) ?? "");
  const unit = all.get("token") || null;
  const by = /** @type {PurchaseSort} */ (Object.hasOwn(DOWN_FIRST, sort ?? "") ? sort : "date");
  const order = all.get("order");
  return {
    text: all.get("q") ?? "",
    group: Object.hasOwn(say.group, group ?? "") ? /** @type {PurchaseGroup} */ (group) : null,
    phase: Object.hasOwn(say.phase, phase ?? "") ? /** @type {Phase} */ (phase) : null,
    agent: all.get("agent") || null, unit: unit === ADA ? "" : unit, label: all.get("label") || null,
    from: day("from"), to: day("to"), sort: by,
    down: order === "down" || (order !== "up" && DOWN_FIRST[by]),
  };
}

/** As the backend is asked. @param {Asked} asked @param {Pick<PurchasesQuery, "dealt" | "most"> & { only?: string[] }} more @returns {PurchasesQuery} */
export function queryOf({ from, to, ...asked }, { dealt, most, only = [] }) {
  return { ...asked, from: begins(from), until: begins(to, 1), dealt, most, only };
}
