// The market and an agent's page.
import { and, alphabetOf, plural, number, percent as percentOf } from "./intl.js";

/** @import { AvailabilityView, Blocked, By, Facet, Generation, LegalKind, Likeness, Whose } from "../../../types/contract.js" */

export const market = {
  title: "Market",
  search: "Search agents",
  /** @param {number} shown @param {number} all */
  count: (shown, all) => (shown === all ? `${number(all)} ${plural(all, "agent", "agents")}` : `${number(shown)} of ${number(all)} agents`),
  /** @param {string} when */
  upToDate: (when) => `updated ${when}`,
  /** @param {number} count */
  countOver: (count) => `more than ${number(count)} agents`,
  /** @param {number} count */
  number: (count) => number(count),
  reading: "Reading the registry",
  /** @param {number} read @param {number} of */
  readOf: (read, of) => `${number(read)} of ${number(of)} agents read`,
  /** @param {number} count */
  read: (count) => `${number(count)} ${plural(count, "agent", "agents")} read`,
  stop: "Stop",
  /** @param {number} count */
  unreadable: (count) => `${number(count)} ${plural(count, "entry", "entries")} of the registry could not be read`,
  /** @param {number} count */
  cut: (count) => `the registry lists more than the ${number(count)} agents that are shown here`,
  changed: "The list has changed",
  showChanged: "Show it as it is now",
  refresh: "Refresh",
  list: "Agents",
  emptyTitle: "No agents yet",
  emptySays: "This node's registry lists no agents on this network.",
  /** @param {string} query */
  noneTitle: (query) => `Nothing found for “${query}”`,
  unlistedTitle: "No listed agent has this identifier",
  unlistedSays: "The registry lists the agents it has checked. You can ask it for this one.",
  unlistedGo: "Ask the registry for this agent",
  noneSays: "Kaimono searches names, authors, descriptions and tags. Try a shorter word.",
  clear: "Clear the search",
  filteredTitle: "No agent fits all of this",
  filteredSays: "Remove one of the filters, or all of them.",
  /** @param {string} filter */
  takeBack: (filter) => `Remove “${filter}”`,
  /** @param {string} typed @param {string} meant */
  instead: (typed, meant) => `Nothing was found for “${typed}”. These were found for “${meant}”.`,
  /** @param {string} meant */
  didYouMean: (meant) => `Did you mean “${meant}”?`,
  unlisted: "No longer listed",
  filters: "Filters",
  /** @param {number} count */
  filtersUsed: (count) => `Filters: ${number(count)}`,
  narrow: "Narrow the list",
  /** @param {number} count */
  moreValues: (count) => `${number(count)} rarer ${plural(count, "one is", "ones are")} not listed`,
  price: "Price",
  priceUnit: "Token of the price",
  /** @param {string} from @param {string} to @param {string} token */
  priceBetween: (from, to, token) => `${from} to ${to} ${token}`,
  /** @param {string} from @param {string} token */
  priceFrom: (from, token) => `From ${from} ${token}`,
  /** @param {string} to @param {string} token */
  priceTo: (to, token) => `Up to ${to} ${token}`,
  /** @param {string} from @param {string} to @param {number} count */
  bin: (from, to, count) => `${from} to ${to}: ${number(count)} ${plural(count, "agent", "agents")}`,
  /** @param {string} example */
  notFigure: (example) => `Write a number, such as ${example}.`,
  sort: "Sort by",
  sorts: { relevance: "Relevance", uptime: "Uptime", newest: "Newest first", record: "My own record" },
  /** @param {string} token */
  sortPrice: (token) => `Price in ${token}`,
  density: "How the list looks",
  densities: { comfortable: "Two lines each", compact: "One line each", cards: "Cards" },
  new: "New",
  neverChecked: "The registry has not checked yet whether it is up",
  favourite: "Favourite",
  preview: "The agent you are at",
  listed: "Listed",
  open: "Open its page",
  /** @param {number} count */
  times: (count) => (count === 1 ? "Once" : `${number(count)} times`),
  /** @param {string} name */
  favourOne: (name) => `Favourite: ${name}`,
  /** @param {string} name */
  compareOne: (name) => `Compare: ${name}`,
  compare: "Mark it to compare it",
  uncompare: "Do not compare it",
  /** @param {number} count */
  moreAmounts: (count) => `+ ${number(count)} more`,
  /** @param {string} when */
  staleTitle: (when) => `This list is from ${when}.`,
  staleNever: "Kaimono has no copy of the registry's list yet.",
  free: "Free",
  dynamic: "Price on request",
  dynamicSays: "The agent names a price for each job; you set the most you will pay.",
  otherPrices: "Also registered:",
  unknownPrice: "Price cannot be read",
  /** @param {number} percent */
  uptime: (percent) => `${percentOf(percent)} uptime`,
  /** @param {number} count */
  bought: (count) => `bought ${count === 1 ? "once" : `${number(count)} times`}`,
  /** @param {string} author */
  by: (author) => `by ${author}`,
  anonymous: "author not given",
};

/** @type {Record<Facet, string>} */
export const facet = {
  payable: "Payable by my node", status: "Seen by the registry", token: "Token (currency)", pricing: "Kind of price", tag: "Tag", capability: "Capability", generation: "Version of escrow",
  bought: "Bought before", favourite: "Favourites", author: "Seller", rail: "Way to pay",
};

/** The values of facets that are Kaimono's own words. @type {Partial<Record<Facet, Record<string, string>>>} */
export const facetValue = {
  payable: { yes: "It can be paid" },
  status: { online: "Online", offline: "Offline", invalid: "Invalid" },
  pricing: { fixed: "Fixed", dynamic: "On request", free: "Free", unknown: "Cannot be read" },
  generation: { "1": "Escrow V1", "2": "Escrow V2", none: "No escrow" },
  bought: { yes: "Yes", no: "No" },
  favourite: { yes: "Yes", no: "No" },
  rail: { "standard": "Masumi", "x402": "x402", "open-api": "OpenAPI" },
};

/** The same where the name of the facet does not stand beside it. @type {Partial<Record<Facet, Record<string, string>>>} */
export const facetPill = {
  payable: { yes: "Payable by my node" },
  pricing: { fixed: "Fixed price", dynamic: "Price on request", free: "Free", unknown: "Price cannot be read" },
  bought: { yes: "Bought before", no: "Not bought before" },
  favourite: { yes: "Favourite", no: "Not a favourite" },
};

/** What can be done so that the node can pay, and by whom. @type {Record<Blocked, string>} */
export const payableTodo = {
  "node-unknown": "This is known as soon as your node answers.",
  "contract": "Whoever runs your node can add a payment source for the contract that these agents use.",
  "key-may-not-pay": "Whoever runs your node can give you a key that may pay.",
  "unknown-unit": "Nothing can be done at your node. The seller can ask for a token that is known on this network.",
  "unknown-price": "Nothing can be done at your node. The seller can write the price so that it can be read.",
  "x402": "Nothing can be done at your node: it pays through Masumi's escrow only.",
  "open-api": "Nothing can be done at your node. The seller can offer jobs by the Masumi standard.",
  "not-mip003": "Nothing can be done at your node. The seller can offer jobs by the Masumi standard.",
  "deregistered": "Nothing can be done at your node: its seller no longer offers it.",
  "seller-unknown": "Whoever runs your registry can update it: older ones cannot read agents of V2.",
  "superseded": "Take the newer entry. The agent's page leads there.",
  "address": "Nothing can be done at your node. The seller can give it an address that begins with https://.",
  "local-agent": "You can allow it: change the node in Settings.",
  "too-many-units": "Nothing can be done at your node. The seller can ask for fewer tokens at once.",
};

/** What the registry saw; other words are shown as they are. @type {Record<string, string>} */
export const agentStatus = { Online: "Online", Offline: "Offline", Invalid: "Invalid", Deregistered: "Deregistered" };

/** @type {Record<string, string>} */
export const agentStatusSays = {
  Online: "The registry, which lists the agents, reached it at the last check.",
  Offline: "The registry could not reach it at the last check. Some agents sleep until they are called.",
  Invalid: "What the registry found at its address does not fit this agent: another agent is named there, none answers, or the address is not public.",
  Deregistered: "Its seller took it off the registry.",
};

/** @type {Record<Blocked, { short: string, says: string }>} */
export const blocked = {
  "node-unknown": { short: "Not known yet", says: "Your node has not answered yet, so Kaimono does not know whether it can pay this agent." },
  "contract": { short: "Your node cannot pay its contract", says: "This agent is paid through an escrow contract that your node has no payment source for." },
  "key-may-not-pay": { short: "Your key may not pay", says: "Your key for the node may only read. Ask for a key that may pay." },
  "unknown-unit": { short: "Unknown token", says: "Its price is in a token that Kaimono does not know on this network, so it cannot say what the price is worth." },
  "unknown-price": { short: "Price cannot be read", says: "Its registry entry states the price in a way that Kaimono cannot read." },
  "x402": { short: "Paid over x402", says: "It is paid over x402, not through Masumi's escrow. Nothing would protect your money, so you cannot buy it here." },
  "open-api": { short: "An OpenAPI service", says: "It is described by an OpenAPI document and offers no jobs by the Masumi standard (MIP-003), so you cannot buy from it here." },
  "not-mip003": { short: "Another kind of agent", says: "It does not offer jobs by the Masumi standard (MIP-003), so Kaimono cannot buy from it." },
  "deregistered": { short: "Deregistered", says: "Its seller took it off the registry." },
  "seller-unknown": { short: "Its seller is not known", says: "Your registry does not list this agent, and your node only reads its token, which does not name the seller. Without the seller's key no signature could be checked, so you cannot buy it. Older registries cannot read V2 agents: whoever runs yours can update it." },
  "superseded": { short: "Replaced by a newer entry", says: "Its seller has registered a newer version of this agent." },
  "address": { short: "Address refused", says: "Kaimono does not connect to its address: it uses plain http or is on a private network." },
  "local-agent": { short: "Runs on this computer", says: "Kaimono did not ask it, because agents on this computer may not be called. To allow that, change the node in Settings and switch on “Agents on this computer may be called”." },
  "too-many-units": { short: "Too many tokens", says: "Its price combines more tokens than your node can handle safely in one purchase." },
};

/** An escrow contract that is not Masumi's, and who decides there. @param {string} contract @param {string} required so many administrators @param {string} admins of so many; `""`: not told */
export const ownContract = (contract, required, admins) =>
  `Your node pays this into an escrow contract of its own, not Masumi's${contract ? ` (${contract})` : ""}. ${required ? `In a dispute, ${required}${admins ? ` of ${admins}` : ""} of that contract's administrators decide${required === "1" ? "s" : ""}` : "In a dispute, that contract's administrators decide"}. They are not Masumi's.`;

/** When the other one was listed. @param {boolean | null} earlier */
const listed = (earlier) => (earlier === null ? "" : earlier ? ", listed before this one" : ", listed after this one");

/**
 * Another agent's name, which the eye takes for this one's. `alphabet`: that of its name, where this one is written otherwise; else `""`.
 * @type {Record<Likeness, { short: (name: string) => string, says: (name: string, id: string, alphabet: string, earlier: boolean | null) => string }>}
 */
export const alike = {
  "same-name": {
    short: () => "Another agent has the same name",
    says: (_name, id, _alphabet, earlier) => `Another agent has the same name: ${id}${listed(earlier)}. Only the identifiers tell them apart.`,
  },
  "looks-like": {
    short: (name) => `Looks like “${name}”, but is a different agent`,
    says: (name, id, alphabet, earlier) => `Looks like “${name}” (${alphabet === "" ? "" : `a ${alphabetOf(alphabet)} name; `}${id}${listed(earlier)}), but is a different agent.`,
  },
  "looked-like": {
    short: () => "Another agent's name looks like this one",
    says: (name, id, _alphabet, earlier) => `Another agent's name looks like this one: “${name}” (${id}${listed(earlier)}). Only the identifiers tell them apart.`,
  },
};

/** @param {string} alphabets their codes, with blanks between */
export const mixedAlphabets = (alphabets) => `Its name mixes letters from several alphabets in one word${alphabets === "" ? "" : `: ${and.format(alphabets.split(" ").map(alphabetOf))}`}. Letters from one alphabet can look like those of another.`;

export const agent = {
  /** Over a name: whose word it is. */
  called: "Agent, by the name its seller gave it",
  /** @param {string} name */
  title: (name) => `Agent “${name}”`,
  toOther: "See the other agent",
  ownContract,
  mixedAlphabets,
  mixed: "Its name mixes several alphabets",
  toNewer: "Go to the newer version",
  about: "About",
  noDescription: "The seller has not written a description.",
  legal: "Legal",
  contact: "Contact",
  technical: "Technical",
  availability: "Right now",
  asking: "Asking the agent…",
  /** @param {string} named */
  anotherAgentSays: (named) => `What answers at its address calls itself “${named}”. Kaimono does not know whether this agent takes jobs.`,
  askAgain: "Ask again",
  buy: "Buy",
  buyFree: "Use it",
  buyAgain: "Buy again",
  /** @param {string} when */
  since: (when) => `Added to this registry ${when}`,
  fromMirror: "You are looking at Kaimono's own copy.",
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
  drawnFrom: "The pattern is drawn from the agent's identifier, which no other agent has. So another agent with this name or this picture has another pattern.",
};

/** What an agent answered just now. @type {Record<AvailabilityView["state"], string>} */
export const availability = {
  "available": "Accepts jobs",
  "simulated": "Accepts jobs, but says it is not for real money",
  "unavailable": "Accepts no jobs right now",
  "another-agent": "Another agent answers there",
  "not-asked": "Not asked",
  "not-an-agent": "Answers, but not as an agent",
  "unreachable": "Does not answer",
};

/** @type {Record<Generation, string>} */
export const generation = { Web3CardanoV1: "Escrow V1", Web3CardanoV2: "Escrow V2" };

/** @type {Record<Generation, string>} */
export const generationSays = {
  Web3CardanoV1: "The first version of the escrow contract. Your node pays from the wallet that it keeps for this version. A dispute about a result can be taken back.",
  Web3CardanoV2: "The second version of the escrow contract. Your node pays from the wallet that it keeps for this version. A dispute about a result cannot be taken back.",
};

/** The wallet that pays purchases of a generation. @type {Record<Generation | "any", string>} */
export const walletFor = { any: "Your node's wallet", Web3CardanoV1: "Your node's wallet for V1 purchases", Web3CardanoV2: "Your node's wallet for V2 purchases" };

/** @type {Record<LegalKind, string>} */
export const legalKind = { terms: "Terms", privacy: "Privacy policy", other: "Other" };

export const link = {
  title: "Open this page in your browser?",
  says: "The seller gave this address. Kaimono has not checked it.",
  host: "Host",
  address: "Full address",
  open: "Open in browser",
  punycode: "This host name contains encoded letters (“xn--”), which can imitate another name.",
  failed: "Kaimono could not open your browser",
  mail: {
    title: "Copy this email address?",
    says: "The seller gave this address. Kaimono does not send email, but you can copy the address into your own program.",
    address: "Email address",
    copy: "Copy the email address",
    copied: "Email address copied",
  },
  neither: {
    title: "Kaimono does not open this address",
    says: "Kaimono only opens addresses that begin with https://. The seller gave this one, and nobody has checked it. Be careful where you paste it.",
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
  by: { agent: "set by the agent", nonce: "the number Kaimono gives this purchase: it is filled in for you, and the signed terms repeat it" },
  unnamed: "no name",
  /** @param {number} count */
  more: (count) => ` … and ${number(count)} more characters, which are also sent`,
};
