// Which agents are marked to be compared. Pure: a list goes in, a list comes out; who keeps it is frame/comparing.js.

/** @typedef {{ id: string, name: string }} Marked */

/** A page is not wide enough for more, and nobody reads them. */
export const MOST = 4;

/** @param {string} one @param {string} other */
const same = (one, other) => one.toLowerCase() === other.toLowerCase();

/** @param {readonly Marked[]} marked @param {string} id */
export const isMarked = (marked, id) => marked.some((agent) => same(agent.id, id));

/** With another one, once; as it is where there are enough. @param {readonly Marked[]} marked @param {Marked} agent @returns {readonly Marked[]} */
export const add = (marked, agent) => (marked.length >= MOST || isMarked(marked, agent.id) ? marked : [...marked, agent]);

/** @param {readonly Marked[]} marked @param {string} id @returns {readonly Marked[]} */
export const remove = (marked, id) => marked.filter((agent) => !same(agent.id, id));

/** The identifiers in an address, each once and not too many. @param {string} text as in the address, between commas @returns {string[]} */
export function identifiers(text) {
  const all = text.split(",").map((id) => id.trim()).filter((id) => id !== "");
  return all.filter((id, index) => all.findIndex((other) => same(other, id)) === index).slice(0, MOST);
}

/** @param {readonly Marked[]} marked @returns {import("../router.js").Route} */
export const address = (marked) => ({ name: "compare", ids: marked.map(({ id }) => id) });
