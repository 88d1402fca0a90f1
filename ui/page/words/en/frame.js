// The frame, its banners, and the states of nodes, keys and stores.
import { plural, number } from "./intl.js";

/** @import { KeyringState, KeysState, Network, StoreState } from "../../../types/contract.js" */

export const frame = {
  name: "Kaimono",
  skip: "Skip to the page",
  main: "Main",
  market: "Market",
  purchases: "Purchases",
  wallet: "Wallet",
  settings: "Settings",
  /** @param {number} count */
  needsYou: (count) => `${number(count)} ${plural(count, "needs you", "need you")}`,
  profile: "Node in use",
  /** @param {string} label */
  removed: (label) => `${label} (removed)`,
  palette: "Find…",
  back: "Back",
  close: "Close",
  cancel: "Cancel",
  /** @param {string} text */
  title: (text) => `${text} · Kaimono`,
  booting: "Opening Kaimono…",
};

/** The network pill. @type {Record<Network | "sandbox", { word: string, says: string }>} */
export const network = {
  sandbox: { word: "SANDBOX", says: "A whole network inside this program. All money is play money." },
  Preprod: { word: "PREPROD", says: "The public test network of Cardano. Its money is free and worth nothing." },
  Mainnet: { word: "MAINNET", says: "Real money." },
};

export const health = {
  unknown: "Not asked yet",
  ok: "Your node answers",
  offline: "Your node does not answer",
  refused: "Your node refuses the key",
  closed: "No keys are open",
  reading: "Reading the keys…",
  /** @param {string} when */
  since: (when) => `Last answer ${when}`,
  /** @param {string} when */
  offlineBanner: (when) => `What you see is from ${when}. Kaimono goes on trying to reach your node.`,
  offlineNever: "Your node has not answered yet. Kaimono goes on trying.",
  /** @param {string} label @param {string} when */
  refusedBanner: (label, when) => `“${label}” answers, and does not take the key. ${when === "" ? "Until it does, nothing can be read or paid." : `What you see is from ${when}; until it does, nothing new can be read or paid.`}`,
  enterKey: "Enter another key",
  /** @param {string} amount */
  skew: (amount) => `This computer's clock and your node's differ by ${amount}. Kaimono goes by your node's clock.`,
  /** @param {string} node @param {string} here */
  doubted: (node, here) => `Your node says that it is ${node}. Here it is ${here}. Kaimono pays nothing until the two agree: set this computer's clock right, or ask whoever runs the node.`,
};

/** @type {Record<KeyringState, { title: string, says: string }>} */
export const keyring = {
  checking: { title: "Asking the keyring…", says: "Your keys are kept in this computer's keyring." },
  ready: { title: "The keyring works", says: "Your keys are kept in this computer's keyring." },
  locked: { title: "Your keyring is locked", says: "Unlock it (a password prompt may be waiting behind this window), then try again. Or enter the keys for this session only: they are then kept in memory and forgotten when Kaimono closes." },
  missing: { title: "This computer has no keyring", says: "Kaimono writes keys to no file. Install or start a keyring (GNOME Keyring, KWallet) and try again, or use the keys for this session only: they are then kept in memory and forgotten when Kaimono closes." },
  slow: { title: "Your keyring does not answer", says: "It may be waiting for your password in another window. Try again, or enter the keys for this session only: they are then kept in memory and forgotten when Kaimono closes." },
};

export const keyringActions = { retry: "Try again", session: "This session only", sessionHint: "Keep the keys in memory only, and forget them when Kaimono closes" };

/** @type {Record<KeysState, string>} */
export const keys = {
  keyring: "Keys in the keyring",
  session: "Keys in memory, for this session only",
  missing: "Keys not found: enter them again",
  unavailable: "Keys not readable now",
  unread: "Keys are being read",
};

/** @param {string} label */
export const keysMissingBanner = (label) => `The keys of “${label}” are not in the keyring. Enter them again to go on.`;

/** @param {string} label */
export const removedBanner = (label) => `“${label}” was removed. You can read what was bought with it; nobody watches over it. To go on, connect the same node again: its history is found by itself.`;

/** What is the matter with the store of a node. @type {Record<StoreState, { what: (label: string) => string, todo: string }>} */
export const store = {
  "read-only": { what: (label) => `What was bought with “${label}” can be looked at, and nothing can be written down`, todo: "Kaimono's data on this computer can only be read: its disk or its folder is read-only. What is not written down is not sent, so nothing is bought, paid or asked back now, and no money has moved because of it. Let the data be written again; Kaimono then goes on by itself." },
  "full": { what: (label) => `The disk of this computer is full, so nothing can be written down for “${label}”`, todo: "What is not written down is not sent, so nothing is bought, paid or asked back now, and no money has moved because of it. What was under way when Kaimono ended is found out before anything else. Make some room on the disk; Kaimono then goes on by itself." },
  "locked": { what: (label) => `What was bought with “${label}” is locked by another program, or is on a disk that cannot lock`, todo: "Kaimono has to be the only one that writes to it. A folder of another machine often cannot promise that. Nothing is sent meanwhile, and no money has moved because of it. End the other program, or move Kaimono's data to a disk of this computer; it is tried again by itself." },
  "unwritable": { what: (label) => `Something cannot be written down for “${label}”`, todo: "What is not written down is not sent, and no money has moved because of it. Check that Kaimono's data folder on this computer is there and can be written to; it is tried again by itself." },
  "gone": { what: (label) => `What was bought with “${label}” was moved, removed or exchanged while Kaimono runs`, todo: "What is not written down is not sent, and no money has moved because of it. Put the data folder of this computer back where it was, or restart Kaimono. Your node still knows every purchase." },
  "damaged": { what: (label) => `What was bought with “${label}” cannot be read any more`, todo: "Kaimono does not go on without it, because it could pay twice. The file named below, on this computer, is left as it is. Your node still knows every purchase, and what is in escrow stays there. Put back a copy of the file from a backup, then restart Kaimono; or set it aside in the settings, and begin anew with what your node knows. Your other nodes go on meanwhile." },
  "newer": { what: (label) => `What was bought with “${label}” was written by a newer Kaimono`, todo: "Start the newer version again. This one has changed nothing, and no money has moved because of it. Your other nodes go on meanwhile." },
  "older": { what: (label) => `What was bought with “${label}” is an older copy than the one that was open last`, todo: "It may have been put back from a backup on this computer. What you bought or asked for since then is not in it. Your node tells what it knows of that as soon as its list is read, as bought elsewhere. Nothing is paid from this copy before your node was asked whether it is paid already. Look at that list before you buy the same again." },
};
