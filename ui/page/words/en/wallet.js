// The wallet.

/** @import { AddressSource, Generation } from "../../../types/contract.js" */

export const wallet = {
  title: "Wallet",
  lead: "Your node's purchasing wallets. Kaimono never holds your money: your node pays, and refunds return there.",
  contracts: "Each wallet pays purchases on one escrow contract and on no other: money in one does not help a purchase on the other.",
  address: "Address",
  qr: "QR code of the address",
  empty: "Nothing in it yet. Send ADA for fees and the tokens you want to pay with to the address.",
  inEscrow: "In escrow",
  inEscrowSays: "Prices of purchases that are locked now",
  deposits: "Deposits",
  depositsSays: "Locked beside the prices, come back when purchases settle",
  comingBack: "Coming back",
  comingBackSays: "Asked back or on its way to you",
  notKnown: "Whereabouts not known",
  notKnownSays: "Was locked, and your node does not say any more where it is",
  none: "Nothing",
  unknownTitle: "The wallet's address is not known yet",
  unknownSays: "Your node tells its wallets to admin keys only, and no purchase that was paid shows one yet. After the first payment Kaimono knows it by itself. You can also paste it: it stands in the node's administration under Wallets, as purchasing wallet.",
  paste: "Address of the purchasing wallet",
  pasteHint: "addr1… or addr_test1…",
  pasteSave: "Use this address",
  notAnAddress: "This is not an address of this network. It begins with addr1 on Mainnet and with addr_test1 on Preprod.",
  change: "Use another address",
  copied: "Address copied",
  /** @param {string} when */
  asOf: (when) => `Read ${when}`,
  notRead: "What your wallets hold could not be read.",
  /** @type {Record<Generation | "any", string>} */
  heading: { any: "Wallet", Web3CardanoV1: "Wallet for V1 purchases", Web3CardanoV2: "Wallet for V2 purchases" },
  /** @param {string} heading @param {number} place among those of its contract */
  nth: (heading, place) => `${heading}, no. ${place}`,
  several: "Your node has several wallets. Copy the address of the one you mean.",
};

/** @type {Record<AddressSource, string>} */
export const addressSource = { purchase: "Learnt from a purchase", node: "Told by your node", pasted: "Pasted by you" };
