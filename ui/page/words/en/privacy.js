// What Kaimono talks to, and what may be given to a developer.
import { plural, number } from "./intl.js";

/** @import { HostOwner, HostPurpose, Redacted } from "../../../types/contract.js" */

export const hosts = {
  title: "What Kaimono talks to",
  lead: "Every host that Kaimono contacted in the last 24 hours, and why. Kaimono has no server of its own and sends nothing to its authors.",
  settingsOpen: "Show",
  /** @param {string} what */
  settingsOpens: (what) => `Show: ${what}`,
  settingsSays: "Every host of the last 24 hours, and why it was contacted.",
  host: "Host",
  whose: "Whose",
  why: "What for",
  asked: "How often",
  last: "Last",
  /** @param {number} count */
  times: (count) => `${number(count)}×`,
  /** @param {number} count */
  unanswered: (count) => `${number(count)} without an answer`,
  /** @param {number} count */
  unlisted: (count) => `${number(count)} more ${plural(count, "request", "requests")} went to agents at other hosts. There are too many of them to list.`,
  notKept: "Kaimono cannot write this list to disk now, so it starts again the next time you open Kaimono.",
  emptyTitle: "Nobody yet",
  emptySays: "Kaimono has not contacted anybody in the last 24 hours.",
  again: "Read again",
  notHereTitle: "Not on this list",
  links: "Links you open. Your browser contacts those pages, not Kaimono.",
  desktop: "Your keyring, notifications and tray. They are programs on this computer.",
  names: "Your system's name server, which is asked where these hosts are.",
  keptSays: "Kaimono keeps the hosts, what for and how often for one day, in a file on this computer. It never keeps what was sent.",
};

/** @type {Record<HostOwner, string>} */
export const hostOwner = {
  node: "Your node",
  registry: "The registry",
  sandbox: "The sandbox, inside Kaimono",
  proxy: "Your proxy",
  gateway: "The gateway you entered",
  agent: "An agent, or where its picture is",
};

/** @type {Record<HostPurpose, string>} */
export const hostPurpose = {
  check: "Check the connection and the key",
  purchases: "Follow your purchases",
  pay: "Pay",
  refund: "Request money back, or withdraw the request",
  retry: "Retry a stuck payment",
  wallet: "Read what the wallet holds",
  list: "Read the list of agents",
  terms: "Read an agent's entry, and who is paid",
  availability: "Ask whether an agent takes jobs",
  form: "Read an agent's form",
  job: "Start a job",
  progress: "Ask how a job is going",
  answer: "Answer an agent's question",
  picture: "Fetch the picture of an agent",
  sample: "Fetch what a seller shows: an example, a demo",
  file: "Fetch a file that a result leads to",
  carry: "Carry requests to your node and registry",
  other: "Something else",
};

export const pictures = {
  show: "Show pictures of agents",
  says: "Kaimono fetches each picture you see from where the seller keeps it. Whoever runs that host learns your IP address, and which agents you look at. Kaimono makes the pictures small and keeps them on this computer.",
  gateway: "Gateway for pictures in IPFS",
  gatewaySays: "An https address. Some sellers keep their pictures in IPFS, which a gateway reads for you; whoever runs it learns the same. Leave it empty to do without those pictures.",
};

export const diagnostics = {
  title: "Help a developer help you",
  lead: "This text describes your Kaimono, so that a developer can find out what went wrong. What you see here is exactly what is saved or copied. Kaimono sends it to nobody: you decide who gets it.",
  settingsSays: "A text about this Kaimono, with everything private replaced. You read it before you save it.",
  inIt: "What is in it",
  contains: [
    "The version of Kaimono, and what system it runs on",
    "Your settings, and how your nodes and the keyring are doing",
    "How many purchases you have in each state",
    "Which files there are, and how large they are",
    "Which hosts were contacted, and the end of Kaimono's log",
  ],
  never: "Keys and what you sent to agents are never in it.",
  replaced: "What was replaced",
  replacedSays: "The same thing has the same stand-in everywhere, so that a developer can still follow it.",
  nothingReplaced: "Nothing had to be replaced.",
  /** @param {number} count */
  places: (count) => `${number(count)} ${plural(count, "place", "places")}`,
  keepHosts: "Keep the names of hosts",
  keepHostsSays: "They tell which node, registry and agents you use. Leave this off unless the developer needs them.",
  text: "The whole text",
  thisText: "this text",
  copied: "The text was copied",
  save: "Save as a file",
  /** @param {string} path */
  saved: (path) => `Saved as ${path}`,
  path: "the file's name",
};

/** @type {Record<Redacted, string>} */
export const redacted = {
  key: "Keys",
  agent: "Agents",
  purchase: "Purchases",
  hash: "Transactions and hashes",
  address: "Wallet addresses",
  id: "Other identifiers",
  host: "Hosts",
  path: "Ends of web addresses",
  folder: "Your folders",
  name: "Names of people, this computer and nodes",
  mail: "E-mail addresses",
  words: "What an agent said or you typed",
};
