// The wallet.
import { number, plural } from "./intl.js";

/** @import { AddressSource, Generation } from "../../../types/contract.js" */

export const wallet = {
  title: "Wallet",
  lead: "These are your node's purchasing wallets, its digital purses. Kaimono never holds your money: your node pays from them, and refunds return to them.",
  contracts: "Each wallet pays on one escrow contract only. Money in one wallet does not help with a purchase on the other contract. V1 and V2 are the first and the second version of that contract.",
  address: "Address",
  receive: "Receive",
  compare: "Before you send, compare the letters at both ends with those that your other wallet shows.",
  qr: "QR code of the address",
  empty: "This wallet is still empty. Send it ADA for fees, and the tokens you want to pay with.",
  inEscrow: "In escrow",
  inEscrowSays: "Prices of purchases now in escrow",
  deposits: "Deposits",
  depositsSays: "Locked along with the prices; they come back when purchases settle",
  comingBack: "Coming back",
  comingBackSays: "You asked for it, or it is on its way to you",
  notKnown: "Whereabouts unknown",
  notKnownSays: "It was locked, and your node no longer says where it is",
  none: "Nothing",
  unknownTitle: "Kaimono does not know the wallet's address yet",
  unknownSays: "Your node names its wallets to admin keys only, and no paid purchase shows one yet. Kaimono learns the address from your first payment. You can also paste it: in the node's administration, under Wallets, it is the one marked “Buying”.",
  paste: "Address of the purchasing wallet",
  pasteHint: "addr1… or addr_test1…",
  pasteSave: "Use this address",
  notAnAddress: "This is not an address on this network. Addresses begin with addr1 on Mainnet and with addr_test1 on Preprod.",
  change: "Use a different address",
  copy: "Copy address",
  copied: "Address copied",
  /** @param {string} when */
  asOf: (when) => `As of ${when}`,
  notRead: "Kaimono could not read what your wallets hold.",
  /** @type {Record<Generation | "any", string>} */
  heading: { any: "Wallet", Web3CardanoV1: "Wallet for V1 purchases", Web3CardanoV2: "Wallet for V2 purchases" },
  /** @param {string} heading @param {number} place among those of its contract */
  nth: (heading, place) => `${heading}, no. ${place}`,
  low: "This wallet holds little. Top it up before you buy more.",
  /** @param {string} price @param {number} of the purchases that this is taken from */
  enough: (price, of) => (of === 1 ? `at ${price} a purchase, estimated from your last one` : `at ${price} a purchase, estimated from your last ${number(of)}`),
  /** @param {number} purchases @param {boolean} more */
  enoughFor: (purchases, more) => (more ? `Enough for more than ${number(purchases)} purchases` : purchases === 0 ? "Not enough for another purchase" : `Enough for ${number(purchases)} ${plural(purchases, "purchase", "purchases")}`),
  /** @param {number} count */
  parts: (count) => `${number(count)} ${plural(count, "purchase", "purchases")}`,
  /** @param {number} count */
  moreParts: (count) => `and ${number(count)} more`,
  several: "Your node has several wallets. Copy the address of the one you mean.",
};

export const spending = {
  title: "Spending",
  says: "What was paid for purchases you approved here, in the month you approved them. Refunded money is included, and named beside it. Fees and deposits are not included.",
  none: "Nothing has been paid from here yet.",
  token: "Token",
  perMonth: "Per month",
  perAgent: "Per agent",
  perLabel: "Per label",
  month: "Month",
  paid: "Paid",
  others: "All others",
  unnamed: "Unnamed agent",
  /** @param {string} paid @param {string} refunded `""`: nothing @param {number} purchases */
  row: (paid, refunded, purchases) => `${paid} for ${number(purchases)} ${plural(purchases, "purchase", "purchases")}${refunded === "" ? "" : `, ${refunded} of it refunded`}`,
  /** All in one token. @param {string} paid @param {string} refunded `""`: nothing @param {number} purchases */
  total: (paid, refunded, purchases) => `In all ${paid} for ${number(purchases)} ${plural(purchases, "purchase", "purchases")}${refunded === "" ? "" : `, ${refunded} of it refunded`}.`,
  thisClock: "Months go by this computer's clock, not by the sandbox's, which is ahead.",
};

/** @type {Record<AddressSource, string>} */
export const addressSource = { purchase: "Learned from a purchase", node: "Told by your node", pasted: "Pasted by you" };
