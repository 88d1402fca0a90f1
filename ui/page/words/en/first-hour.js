// The first hour in the sandbox, the way to a node of one's own, what its operator sent, and what the operator is asked for.
import { number } from "./intl.js";

/** @import { FirstStep } from "../../../types/contract.js" */
/** @import { Need } from "../../lib/needs.js" */
/** @import { Doubt, Place } from "../../lib/pasted.js" */

export const firstHour = {
  title: "The first hour",
  lead: "Five things to try with play money (its currencies are called ADA and tUSDM). After them you know what Kaimono does, before it matters.",
  /** @param {number} done @param {number} all */
  count: (done, all) => `${number(done)} of ${number(all)} done`,
  isDone: "Done",
  isOpen: "Not done yet",
  hide: "Put away",
  hidden: "Put away. You find it in Settings.",
  show: "Show the first hour",
  shownSays: "Five things to try in the sandbox. Put away now.",
  all: "You have seen all of it",
  allSays: "You bought something, answered a question, caught a liar, got money back, and let two days pass. None of it was real. What follows is a node of your own, with test money first.",
  forReal: "Use it for real",
  /** @param {string} name */
  next: (name) => `Next: ${name}`,
  /** What the page leads to, while the first purchase is made. @type {Record<"agent" | "buy" | "review" | "purchase", string>} */
  leads: {
    agent: "Next: this agent's form. Looking at it costs nothing.",
    buy: "Next: the review, with every cost. Nothing is paid before that.",
    review: "Next: you pay with play money. Kaimono checks the seller's terms first.",
    purchase: "Next: the result, in about half a minute. You can leave this page meanwhile.",
  },
  /** @type {Record<FirstStep, { name: string, says: string, go: string }>} */
  step: {
    buy: { name: "Buy something", says: "Have a text summarised. The money goes into escrow: the seller gets it only after you have had time to object. Kaimono compares the result with the seller's proof on the chain, a public ledger.", go: "Open the Text Summarizer" },
    answer: { name: "Answer a question", says: "The Contract Reviewer asks you something in the middle of its work, and waits for your answer.", go: "Open the Contract Reviewer" },
    liar: { name: "Catch a liar", says: "Choose what the Dishonest Seller lies about. Kaimono finds it out, and nothing is paid.", go: "Open the Dishonest Seller" },
    refund: { name: "Get your money back", says: "The Lead Collector never delivers. Buy from it, then let time pass: the money comes back by itself.", go: "Open the Lead Collector" },
    days: { name: "Let two days pass", says: "Money stays in escrow for days. You can move the sandbox's clock on and see at once what comes of it.", go: "Move the clock two days on" },
  },
};

export const forReal = {
  title: "Use it for real",
  lead: "Kaimono buys through a Masumi node: a Payment Service that holds a wallet, and a Registry Service that knows the agents. You run one, or somebody runs one for you: setting it up takes experience with servers.",
  needTitle: "What you need",
  needs: [
    "The address of a Payment Service, version 0.28 or newer, and a key that may read and pay. An admin key is not needed.",
    "The address of a Registry Service, version 0.24 or newer, and a key for it. Masumi runs a public one to try things with; the Registry Service's own page has its address and a test key.",
    "A wallet for buying in that node, with some ADA and the tokens that the agents ask for: one for V1 contracts and one for V2, if the node has both.",
  ],
  costTitle: "What it costs",
  costs: [
    ["Trying it on Preprod", "Nothing. Test ADA and tUSDM are free and worth nothing."],
    ["A machine", "It has to run all the time, with Docker, or with Node.js and PostgreSQL. What that costs depends on where you rent it; your own computer will do for trying. Elsewhere both services need https in front of them, and a firewall: the quick start opens its database to the network, with a password that everybody knows."],
    ["A Blockfrost key", "The node reads the chain through it. The free plan is enough to begin with; a busy node can reach its limit."],
    ["Network fees", "About 0.2 to 0.45 ADA for each payment, shared when several go out together. Asking for money back costs another 0.5 to 0.8 ADA or so."],
    ["A deposit", "About 1.4 to 2.5 ADA is locked beside most prices, and comes back when the purchase is settled."],
    ["In the wallet", "Keep 15 to 20 ADA in it beside what you want to spend. Five of them are only collateral, which the contracts ask for and do not spend."],
  ],
  costNote: "These are estimates from the node's documentation and from its users, as of autumn 2026. What a purchase really costs stands in its review before you pay.",
  runTitle: "Run a node",
  steps: [
    "Install Docker, and get a Blockfrost key for Preprod.",
    "Fetch the official quick start, copy .env.example to .env, and fill in the Blockfrost key, ENCRYPTION_KEY (20 letters or more) and ADMIN_KEY (15 or more). Its docker-compose.yml may name versions that are too old: Kaimono needs Payment Service 0.28 and Registry Service 0.24, or newer. Then run docker compose up -d.",
    "Open http://localhost:3001/admin with ADMIN_KEY. Under “API keys” make a key: “Read and Pay”, with “Limit Usage” switched off. “Start V2 setup” adds V2. Under “Wallets”, copy the address of each “Buying” wallet and export its seed phrase: if the database is lost, the money is lost without it.",
    "The registry has no administration: make a key for it at http://localhost:3000/docs (POST /api-key), with ADMIN_KEY.",
    "Send test ADA and tUSDM to each of the wallets, then connect the node here.",
  ],
  links: { quickstart: "The quick start (GitHub)", registry: "The Registry Service (GitHub)", docs: "Masumi's documentation", blockfrost: "Blockfrost", faucet: "Faucet, which gives out test ADA", dispenser: "Masumi's dispenser for tUSDM and test ADA" },
  preprodTitle: "First on Preprod",
  preprod: "Choose “Preprod” in the faucet, which gives out test ADA, and give it the address of your purchasing wallet. tUSDM comes from Masumi's own dispenser, which asks for a code from your registration with Masumi. There is another token called USDM on Preprod that agents do not take.",
  mainnetTitle: "Then on Mainnet",
  mainnet: "The same with real money: a payment source for Mainnet in your node, a Blockfrost key for Mainnet, real ADA and USDM or USDCx in its wallet. Connect it as a second node; the two never mix. Begin with little.",
  checkTitle: "How far you are",
  /** @param {string} label */
  checkOf: (label) => `Read from the connection test of “${label}”.`,
  checkNone: "No node of your own is connected yet. Connect one, and this list is read from its connection test.",
  checkUntested: "Not tested since Kaimono was started.",
  connect: "Connect my node",
  test: "Test again",
  testFirst: "Test now",
  testing: "Testing…",
  toMarket: "To the market",
  /** @type {Record<"done" | "look" | "open" | "unknown", string>} */
  state: { done: "Done", look: "Works, with a note", open: "Not done", unknown: "Not known yet" },
  /** @type {Record<Need, { name: string, todo: string }>} */
  need: {
    node: { name: "The node answers", todo: "Start it, and check its address." },
    version: { name: "It is new enough", todo: "Update it to 0.28 or newer." },
    key: { name: "Your key may pay", todo: "Ask for a key that may read and pay on this network." },
    contracts: { name: "It can pay into V1 and V2 contracts", todo: "“Start V2 setup” in its administration adds V2; only its API adds V1." },
    wallet: { name: "Its wallet is known", todo: "Paste the address on the “Wallet” page, or buy once." },
    funds: { name: "There is ADA in the wallet", todo: "Send some to the wallet's address." },
    registry: { name: "The registry answers and lists agents", todo: "Check its address and its key." },
  },
};

export const pasting = {
  label: "Paste what you were sent",
  hint: "Addresses and keys from whoever runs the node, as a message, JSON or an .env file. It is taken apart here and kept nowhere.",
  read: "Fill in the form",
  filled: "Filled in",
  nothing: "No address and no key was found in it.",
  tooLong: "That is too long to be a message with addresses and keys. Nothing was read.",
  key: "A key, hidden",
  /** Of a whole file only how many. @param {string} numbers @param {number} count */
  lines: (numbers, count) => (count > 5 ? `${number(count)} lines were not understood.` : count > 1 ? `Lines ${numbers} were not understood.` : `Line ${numbers} was not understood.`),
  gone: "The text itself was dropped.",
  networks: "It names both Preprod and Mainnet. Which one is meant?",
  /** @type {Record<Place, string>} */
  place: { nodeUrl: "Address of the Payment Service", nodeKey: "Key of the Payment Service", registryUrl: "Address of the Registry Service", registryKey: "Key of the Registry Service", network: "Network" },
  /** @type {Record<Doubt, (place: string) => string>} */
  doubt: {
    several: (place) => `${place}: more than one was found, so none was taken. Enter it yourself.`,
    credentials: (place) => `${place}: it has a password in it, so it was not taken. Enter the address without it.`,
    admin: () => "The admin key may do everything, on both services, so it was not taken. In your node's administration, make a key that may read and pay.",
  },
};

export const operator = {
  copy: "Copy for whoever runs the node",
  copied: "Copied, without any key",
};

/** Where there is nothing to show yet. */
export const nothingYet = {
  market: "The registry has not answered yet",
  marketSays: "Once it does, Kaimono keeps its list of agents on this computer, so that you can browse while the registry is away.",
  sandbox: "Try it in the sandbox",
};
