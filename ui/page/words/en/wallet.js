// The wallet.

/** @import { AddressSource, Generation } from "../../../types/contract.js" */

export const wallet = {
  title: "Wallet",
  lead: "These are your node's purchasing wallets. Kaimono never holds your money: your node pays from them, and refunds return to them.",
  contracts: "Each wallet pays on one escrow contract only. Money in one wallet does not help with a purchase on the other contract.",
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
  unknownSays: "Your node names its wallets to admin keys only, and no paid purchase shows one yet. Kaimono learns the address from your first payment. You can also paste it: in the node's administration, under Wallets, it is called the purchasing wallet.",
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
  several: "Your node has several wallets. Copy the address of the one you mean.",
};

/** @type {Record<AddressSource, string>} */
export const addressSource = { purchase: "Learned from a purchase", node: "Told by your node", pasted: "Pasted by you" };
