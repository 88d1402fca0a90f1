// What changed in the market, and what an agent was before.
import { number, plural } from "./intl.js";

/** @import { ChangeKind } from "../../../types/contract.js" */

/** How many of a kind. @type {Record<ChangeKind, (count: number) => string>} */
export const changes = {
  appeared: (count) => `${number(count)} new`,
  gone: (count) => `${number(count)} gone`,
  back: (count) => `${number(count)} back`,
  dearer: (count) => `${number(count)} dearer`,
  cheaper: (count) => `${number(count)} cheaper`,
  repriced: (count) => `${number(count)} with another price`,
  host: (count) => `${number(count)} at another host`,
  version: (count) => `${number(count)} with another version`,
  superseded: (count) => `${number(count)} with a successor`,
  name: (count) => `${number(count)} renamed`,
  status: (count) => `${number(count)} online or offline`,
};

/** What happened to one. @type {Record<ChangeKind, string>} */
export const changed = {
  appeared: "New",
  gone: "No longer listed",
  back: "Back",
  dearer: "Dearer",
  cheaper: "Cheaper",
  repriced: "Another price",
  host: "Another host",
  version: "Another version",
  superseded: "A newer entry took its place",
  name: "Renamed",
  status: "Seen by the registry",
};

export const news = {
  title: "What changed",
  /** @param {string} when */
  since: (when) => `What Kaimono has seen change in the registry since ${when}. A change may be older than the time beside it: while Kaimono is closed, nobody watches.`,
  noneTitle: "Nothing has changed",
  noneSays: "Kaimono lists here when agents come or go, and when a price, host or version changes.",
  waitingTitle: "Nothing to compare with yet",
  waitingSays: "Once Kaimono has read the whole registry, it notes here what changes.",
  /** @param {number} agents @param {string} when */
  atOnce: (agents, when) => `${number(agents)} agents changed at once, ${when}. That is the registry rather than the agents: it may have been restored from a copy.`,
  /** @param {number} unseen */
  link: (unseen) => (unseen === 0 ? "What changed" : `${number(unseen)} ${plural(unseen, "change", "changes")} you have not seen`),
  list: "Changes, the newest first",
  /** @param {number} count */
  more: (count) => `${number(count)} older ${plural(count, "change is", "changes are")} not listed.`,
  none: "not given",
};

export const past = {
  title: "Before",
  /** @param {string} price @param {string} until */
  priceWas: (price, until) => `Before: ${price}, until ${until}`,
  days: "Ninety days",
  /** @param {number} online @param {number} known @param {number} unknown */
  says: (online, known, unknown) => (known === 0 ? "Kaimono has not watched it on any day yet." : `Online on ${number(online)} of the ${number(known)}\u00a0${plural(known, "day", "days")} on which Kaimono asked${unknown === 0 ? "" : `; on ${number(unknown)}\u00a0${plural(unknown, "day", "days")} it did not ask`}.`),
  today: "today",
  changes: "What changed",
};
