// What is chosen in each facet. Pure, so that lists, pills and addresses share it. A value is asked for, left out, or neither.

/** @typedef {{ include: string[], exclude: string[], from: string, to: string }} Choice of one group */
/** @typedef {Record<string, Choice>} Chosen by the ids of groups; a group of which nothing is chosen is not there */
/** @typedef {"include" | "exclude"} Way */

/** @type {Choice} */
const NONE = { include: [], exclude: [], from: "", to: "" };

/** @param {Chosen} chosen @param {string} group @returns {Choice} */
export const of = (chosen, group) => chosen[group] ?? NONE;

/** @param {Choice} choice */
const isNone = ({ include, exclude, from, to }) => include.length === 0 && exclude.length === 0 && from === "" && to === "";

/** @param {Chosen} chosen */
export const isEmpty = (chosen) => Object.values(chosen).every(isNone);

/** @param {Chosen} chosen @param {string} group @param {Choice} choice @returns {Chosen} */
function put(chosen, group, choice) {
  const others = Object.fromEntries(Object.entries(chosen).filter(([id]) => id !== group));
  return isNone(choice) ? others : { ...others, [group]: choice };
}

/** The same way again takes it back; the other way turns it around. @param {Chosen} chosen @param {string} group @param {string} value @param {Way} way @returns {Chosen} */
export function turned(chosen, group, value, way) {
  const choice = of(chosen, group);
  const was = choice[way].includes(value);
  /** @param {string[]} values */
  const without = (values) => values.filter((one) => one !== value);
  const next = { ...choice, include: without(choice.include), exclude: without(choice.exclude) };
  return put(chosen, group, was ? next : { ...next, [way]: [...next[way], value] });
}

/** @param {Chosen} chosen @param {string} group @param {string} from @param {string} to @returns {Chosen} */
export const ranged = (chosen, group, from, to) => put(chosen, group, { ...of(chosen, group), from: from.trim(), to: to.trim() });

/** Everything that is chosen, one by one, to be shown and taken back. @param {Chosen} chosen @returns {{ group: string, value: string | null, way: Way }[]} `null`: the range */
export const each = (chosen) => Object.entries(chosen).flatMap(([group, { include, exclude, from, to }]) => [
  ...include.map((value) => ({ group, value, way: /** @type {const} */ ("include") })),
  ...exclude.map((value) => ({ group, value, way: /** @type {const} */ ("exclude") })),
  ...(from === "" && to === "" ? [] : [{ group, value: null, way: /** @type {const} */ ("include") }]),
]);

/** As the query of an address: `tag=text&tag=-image&price=1..5`. @param {Chosen} chosen */
export function written(chosen) {
  const query = new URLSearchParams();
  for (const { group, value, way } of each(chosen)) query.append(group, value === null ? `${of(chosen, group).from}..${of(chosen, group).to}` : way === "exclude" ? `-${value}` : value.startsWith("-") ? `+${value}` : value);
  return query.toString();
}

/** What `written` wrote; a range only in groups that are one. @param {string} query @param {Set<string>} ranges @returns {Chosen} */
export function read(query, ranges = new Set()) {
  /** @type {Chosen} */
  let chosen = {};
  for (const [group, text] of new URLSearchParams(query)) {
    if (ranges.has(group)) {
      const [from = "", to = ""] = text.split("..");
      chosen = ranged(chosen, group, from, to);
      continue;
    }
    const way = text.startsWith("-") ? "exclude" : "include";
    const value = text.startsWith("-") || text.startsWith("+-") ? text.slice(1) : text;
    if (value !== "" && !of(chosen, group)[way].includes(value)) chosen = turned(chosen, group, value, way);
  }
  return chosen;
}
