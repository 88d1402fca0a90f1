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
  status: "Seen otherwise",
};

export const news = {
  title: "Since you looked",
  /** @param {string} when */
  since: (when) => `What Kaimono saw change in the registry since ${when}. It may have happened earlier: nobody watches while Kaimono is closed.`,
  noneTitle: "Nothing changed",
  noneSays: "New agents, other prices, hosts and versions will be listed here.",
  waitingTitle: "Nothing to compare with yet",
  waitingSays: "As soon as the registry has been read once, Kaimono notes what changes.",
  /** @param {number} agents @param {string} when */
  atOnce: (agents, when) => `${number(agents)} agents changed at once, ${when}. That is the registry rather than the agents: it may have been restored from a copy.`,
  /** @param {number} unseen */
  link: (unseen) => (unseen === 0 ? "Since you looked" : `Since you looked: ${number(unseen)}`),
  list: "Changes",
  none: "not given",
};

export const past = {
  title: "Before",
  days: "Ninety days",
  /** @param {number} online @param {number} known @param {number} unknown */
  says: (online, known, unknown) => (known === 0 ? "Kaimono has not watched it on any day yet." : `Online on ${number(online)} of the ${number(known)}\u00a0${plural(known, "day", "days")} on which Kaimono asked; on ${number(unknown)} it did not ask.`),
  today: "today",
  changes: "What changed",
};
