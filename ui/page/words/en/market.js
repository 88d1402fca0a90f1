// The market and an agent's page.
import { and, alphabetOf, plural, number } from "./intl.js";

/** @import { AvailabilityView, Blocked, By, Generation, LegalKind, Likeness, Whose } from "../../../types/contract.js" */

export const market = {
  title: "Market",
  search: "Search agents",
  /** @param {number} shown @param {number} all */
  count: (shown, all) => (shown === all ? `${number(all)} ${plural(all, "agent", "agents")}` : `${number(shown)} of ${number(all)} agents`),
  /** @param {string} when */
  upToDate: (when) => `up to date ${when}`,
  syncing: "reading the registry…",
  /** @param {number} count */
  syncingCount: (count) => `reading the registry, ${number(count)} agents so far…`,
  refresh: "Refresh",
  list: "Agents",
  emptyTitle: "No agents yet",
  emptySays: "The registry of this node lists no agents on this network.",
  /** @param {string} query */
  noneTitle: (query) => `Nothing found for “${query}”`,
  unlistedTitle: "No listed agent has this identifier",
  unlistedSays: "The registry lists those that it has looked at. It can be asked for this one.",
  unlistedGo: "Ask the registry for this agent",
  noneSays: "Names, authors, descriptions and tags are searched. Try a shorter word.",
  clear: "Clear the search",
  /** @param {string} when */
  staleTitle: (when) => `This list is from ${when}.`,
  staleNever: "There is no copy of the registry's list yet.",
  free: "Free",
  dynamic: "Price on request",
  dynamicSays: "The agent names its price with each job; you set a ceiling.",
  otherPrices: "It also registered:",
  unknownPrice: "Unreadable price",
  /** @param {number} percent */
  uptime: (percent) => `${percent} % uptime`,
  /** @param {number} count */
  bought: (count) => `bought ${count === 1 ? "once" : `${number(count)} times`}`,
  /** @param {string} author */
  by: (author) => `by ${author}`,
  anonymous: "author not given",
};

/** What the registry saw; other words are shown as they are. @type {Record<string, string>} */
export const agentStatus = { Online: "Online", Offline: "Offline", Invalid: "Invalid", Deregistered: "Deregistered" };

/** @type {Record<string, string>} */
export const agentStatusSays = {
  Online: "The registry reached it the last time it looked.",
  Offline: "The registry could not reach it the last time it looked. Some agents sleep until they are called.",
  Invalid: "The registry does not take what it found at its address for this agent: another agent is named there, or none answers, or the address is not public.",
  Deregistered: "Its seller took it off the registry.",
};

/** @type {Record<Blocked, { short: string, says: string }>} */
export const blocked = {
  "node-unknown": { short: "Not known yet", says: "Your node has not answered yet, so whether it can pay this agent is not known." },
  "contract": { short: "Your node cannot pay its contract", says: "This agent is paid through an escrow contract for which your node has no payment source." },
  "key-may-not-pay": { short: "Your key may not pay", says: "Your node's key may only read. Ask for a key that may pay." },
  "unknown-unit": { short: "Unknown token", says: "Its price is in a token that is not known on this network, so what it is worth cannot be said." },
  "unknown-price": { short: "Price not readable", says: "Its entry in the registry states the price in a way that cannot be read." },
  "x402": { short: "Paid over x402", says: "Paid over x402, not through Masumi's escrow: nothing would protect your money, so it cannot be bought here." },
  "open-api": { short: "An OpenAPI service", says: "It is described by an OpenAPI document and offers no jobs by the Masumi standard (MIP-003), so it cannot be bought here." },
  "not-mip003": { short: "Another kind of agent", says: "It does not offer jobs by the Masumi standard (MIP-003), so Kaimono cannot buy from it." },
  "deregistered": { short: "Deregistered", says: "Its seller took it off the registry." },
  "superseded": { short: "Replaced by a newer entry", says: "The seller has registered a newer version of this agent." },
  "address": { short: "Address refused", says: "Its address is not one that Kaimono connects to: plain http, or a private network." },
  "local-agent": { short: "Runs on this computer", says: "It was not asked: agents on this computer are called only where that is allowed. Change the node in Settings and switch on “Agents on this computer may be called”." },
  "too-many-units": { short: "Too many tokens", says: "Its price is made of more tokens than your node can guard in one purchase." },
};

/** An escrow contract that is not Masumi's, and who decides there. @param {string} contract @param {string} required so many administrators @param {string} admins of so many; `""`: not told */
export const ownContract = (contract, required, admins) =>
  `Your node pays this into an escrow contract of its own, not Masumi's${contract ? ` (${contract})` : ""}. ${required ? `In a dispute ${required}${admins ? ` of ${admins}` : ""} of that contract's administrators decide${required === "1" ? "s" : ""}` : "In a dispute that contract's administrators decide"}, and they are not Masumi's.`;

/** When the other one was listed. @param {boolean | null} earlier */
const listed = (earlier) => (earlier === null ? "" : earlier ? ", listed before this one" : ", listed after this one");

/**
 * Another agent's name, which the eye takes for this one's. `alphabet`: that of its name, where this one is written otherwise; else `""`.
 * @type {Record<Likeness, { short: (name: string) => string, says: (name: string, id: string, alphabet: string, earlier: boolean | null) => string }>}
 */
export const alike = {
  "same-name": {
    short: () => "Another agent has this name too",
    says: (_name, id, _alphabet, earlier) => `Another agent has the same name: ${id}${listed(earlier)}. Only the identifiers tell the two apart.`,
  },
  "looks-like": {
    short: (name) => `Looks like “${name}”, but is another agent`,
    says: (name, id, alphabet, earlier) => `Looks like “${name}” (${alphabet === "" ? "" : `a ${alphabetOf(alphabet)} name; `}${id}${listed(earlier)}), but is another agent.`,
  },
  "looked-like": {
    short: () => "Another agent's name looks like this one",
    says: (name, id, _alphabet, earlier) => `Another agent's name looks like this one: “${name}” (${id}${listed(earlier)}). Only the identifiers tell the two apart.`,
  },
};

/** @param {string} alphabets their codes, with blanks between */
export const mixedAlphabets = (alphabets) => `Its name has letters of several alphabets in one word${alphabets === "" ? "" : `: ${and.format(alphabets.split(" ").map(alphabetOf))}`}. Letters of one can look like those of another.`;

export const agent = {
  /** Over a name: whose word it is. */
  called: "Agent, by the name that its seller gave it",
  /** @param {string} name */
  title: (name) => `Agent “${name}”`,
  toOther: "Look at the other one",
  ownContract,
  mixedAlphabets,
  mixed: "Letters of several alphabets in its name",
  toNewer: "Go to the newer one",
  about: "About",
  noDescription: "The seller has written no description.",
  examples: "Example outputs",
  legal: "Legal",
  contact: "Contact",
  technical: "Technical",
  history: "Your history with it",
  historyNone: "Nothing was bought from this agent here, or elsewhere with your key.",
  jobs: "Jobs",
  delivered: "Delivered",
  refunded: "Money back",
  median: "Usual time to result",
  availability: "Right now",
  asking: "Asking the agent…",
  /** @param {string} named */
  anotherAgentSays: (named) => `What answers at its address calls itself “${named}”. Whether this agent takes jobs is not known.`,
  askAgain: "Ask again",
  buy: "Buy",
  buyFree: "Use it",
  /** @param {string} when */
  since: (when) => `Entered in this registry ${when}`,
  fromMirror: "What you see is Kaimono's own copy.",
  identifier: "Agent identifier",
  policy: "Policy",
  url: "Its own address",
  sellerVkey: "Seller key hash",
  sellerAddress: "Seller address",
  contract: "Escrow contract",
  metadata: "Metadata version",
  capability: "Capability",
  sellersWords: "Name, author, description and links are the seller's own words, not Kaimono's. Nobody has checked them.",
  says: "The agent says",
  serviceUrl: "Where its service is described",
};

/** What an agent answered just now. @type {Record<AvailabilityView["state"], string>} */
export const availability = {
  "available": "Takes jobs",
  "simulated": "Takes jobs, but says it is not for real money",
  "unavailable": "Takes no jobs right now",
  "another-agent": "Another agent answers there",
  "not-asked": "Not asked",
  "not-an-agent": "Answers, but not as an agent",
  "unreachable": "Does not answer",
};

/** @type {Record<Generation, string>} */
export const generation = { Web3CardanoV1: "Escrow V1", Web3CardanoV2: "Escrow V2" };

/** The wallet that pays purchases of a generation. @type {Record<Generation | "any", string>} */
export const walletFor = { any: "Your node's wallet", Web3CardanoV1: "Your node's wallet for V1 purchases", Web3CardanoV2: "Your node's wallet for V2 purchases" };

/** @type {Record<LegalKind, string>} */
export const legalKind = { terms: "Terms", privacy: "Privacy policy", other: "Other" };

export const link = {
  title: "Open this page in your browser?",
  says: "The address was given by the seller. Kaimono has not looked at it.",
  host: "Host",
  address: "Whole address",
  open: "Open in browser",
  punycode: "This host name contains encoded letters (“xn--”), which can imitate another name.",
  failed: "The browser could not be opened",
  mail: {
    title: "Copy this mail address?",
    says: "The address was given by the seller. Kaimono writes no mail; you can copy the address into your own program.",
    address: "Mail address",
    copy: "Copy the mail address",
    copied: "Mail address copied",
  },
  neither: {
    title: "This address is not opened",
    says: "Kaimono opens only pages that begin with https://. This was given by the seller, and nobody has looked at it. Be careful where you paste it.",
    address: "Address as given",
    copy: "Copy the address",
    copied: "Address copied",
  },
};

/** What agents and sellers wrote, in its frame. */
export const foreign = {
  /** A word of a service that Kaimono does not know. @param {string} word */
  quoted: (word) => `“${word}”`,
  /** @param {string} name */
  from: (name) => `From the agent “${name}”`,
  host: "Where it goes: the agent's host",
  /** Whose value it is, where it is not the person's. @type {Record<Exclude<By, "you">, string>} */
  by: { agent: "set by the agent", nonce: "the number that Kaimono gives this purchase: filled in for you, and the same in the signed terms" },
  unnamed: "without a name",
  /** @param {number} count */
  more: (count) => ` … and ${number(count)} more characters, which are sent too`,
};
