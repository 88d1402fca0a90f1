// The frame, its banners, and the states of nodes, keys and stores.
import { plural, number } from "./intl.js";

/** @import { KeyringState, KeysState, Network, StoreState } from "../../../types/contract.js" */

export const frame = {
  name: "Kaimono",
  skip: "Skip to content",
  main: "Main",
  market: "Market",
  purchases: "Purchases",
  wallet: "Wallet",
  settings: "Settings",
  /** @param {number} count */
  needsYou: (count) => `${number(count)} ${plural(count, "needs you", "need you")}`,
  /** @param {number} count */
  marketNews: (count) => `${number(count)} ${plural(count, "change", "changes")} you have not seen`,
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
  sandbox: { word: "SANDBOX", says: "A complete network inside this program. All money is play money." },
  Preprod: { word: "PREPROD", says: "Cardano's public test network. Its money is free and worth nothing." },
  Mainnet: { word: "MAINNET", says: "Cardano's public network. Real money." },
};

export const health = {
  unknown: "Not asked yet",
  ok: "Your node answers",
  offline: "Your node does not answer",
  refused: "Your node refuses the key",
  closed: "No keys are loaded",
  reading: "Reading your keys…",
  /** @param {string} when */
  since: (when) => `Last answer ${when}`,
  /** @param {string} when */
  offlineBanner: (when) => `What you see is from ${when}. Kaimono keeps trying to reach your node.`,
  offlineNever: "Your node has not answered yet. Kaimono keeps trying.",
  /** @param {string} label @param {string} when */
  refusedBanner: (label, when) => `“${label}” answers but does not accept your key. ${when === "" ? "Until it does, nothing can be read or paid." : `What you see is from ${when}. Until it accepts a key, nothing new can be read or paid.`}`,
  enterKey: "Enter a different key",
  /** @param {string} amount */
  skew: (amount) => `This computer's clock and your node's clock differ by ${amount}. Kaimono goes by your node's.`,
  /** @param {string} node @param {string} here */
  doubted: (node, here) => `Your node says it is ${node}, but here it is ${here}. Kaimono pays nothing until the two agree. Set this computer's clock, or ask whoever runs the node.`,
};

/** @type {Record<KeyringState, { title: string, says: string }>} */
export const keyring = {
  checking: { title: "Asking your keyring…", says: "Your keys are kept in this computer's keyring." },
  ready: { title: "Your keyring works", says: "Your keys are kept in this computer's keyring." },
  locked: { title: "Your keyring is locked", says: "Unlock it and try again; a password prompt may be waiting behind this window. Or enter your keys for this session only: Kaimono keeps them in memory and forgets them when it closes." },
  asking: { title: "Your keyring is asking you something", says: "Answer it in its own window, which may be behind this one. Kaimono waits and then continues by itself." },
  "no-collection": { title: "Your keyring has no place for passwords", says: "Make one and try again. In GNOME, use the program “Passwords and Keys”: add a password keyring there and set it as the default. In KDE, turn on the wallet in the system settings. In KeePassXC, open a database and share a group of it in the settings of the Secret Service. Or use your keys for this session only: Kaimono keeps them in memory and forgets them when it closes." },
  missing: { title: "This computer has no keyring", says: "Kaimono never writes keys to a file. Install or start a keyring (GNOME Keyring, KWallet, KeePassXC) and try again. KWallet and KeePassXC each have a setting for the Secret Service, which must be on. Or use your keys for this session only: Kaimono keeps them in memory and forgets them when it closes." },
  slow: { title: "Your keyring does not answer", says: "It may be waiting for your password in another window. Try again, or enter your keys for this session only: Kaimono keeps them in memory and forgets them when it closes." },
};

export const keyringActions = { retry: "Try again", stop: "Stop waiting", session: "This session only", sessionHint: "Keep the keys in memory only and forget them when Kaimono closes" };

/** @type {Record<KeysState, string>} */
export const keys = {
  keyring: "Keys in your keyring",
  session: "Keys in memory, for this session only",
  missing: "Keys not found. Enter them again",
  unavailable: "Keys cannot be read right now",
  unread: "Reading the keys",
};

/** @param {string} label */
export const keysMissingBanner = (label) => `The keys for “${label}” are not in your keyring. Enter them again to continue.`;

/** @param {string} label */
export const removedBanner = (label) => `“${label}” was removed. You can read what you bought with it, but Kaimono no longer watches over it. To continue, connect the same node again, and Kaimono finds its history by itself.`;

/** What is the matter with the store of a node. @type {Record<StoreState, { what: (label: string) => string, todo: string }>} */
export const store = {
  "read-only": { what: (label) => `You can read what you bought with “${label}”, but nothing can be saved`, todo: "Kaimono's disk or data folder on this computer is read-only. Kaimono sends nothing that it cannot save first, so it buys, pays and asks back nothing now. No money has moved because of this. Make the folder writable, and Kaimono continues by itself." },
  "full": { what: (label) => `This computer's disk is full, so nothing can be saved for “${label}”`, todo: "Kaimono sends nothing that it cannot save first, so it buys, pays and asks back nothing now. No money has moved because of this. Whatever was under way when Kaimono closed is checked before anything else. Free some disk space, and Kaimono continues by itself." },
  "locked": { what: (label) => `Your purchases with “${label}” are locked by another program, or are on a disk that cannot lock files`, todo: "Kaimono has to be the only program that writes to them. A folder on another machine often cannot guarantee that. Nothing is sent meanwhile, and no money has moved because of this. Close the other program, or move Kaimono's data to a disk in this computer. Kaimono tries again by itself." },
  "unwritable": { what: (label) => `Something cannot be saved for “${label}”`, todo: "Kaimono sends nothing that it cannot save first, and no money has moved because of this. Check that Kaimono's data folder on this computer exists and is writable. Kaimono tries again by itself." },
  "gone": { what: (label) => `Your purchases with “${label}” were moved, removed or replaced while Kaimono was running`, todo: "Kaimono sends nothing that it cannot save first, and no money has moved because of this. Put the data folder on this computer back where it was, or restart Kaimono. Your node still knows every purchase." },
  "damaged": { what: (label) => `Your purchases with “${label}” can no longer be read`, todo: "Kaimono does not continue without them, because it could pay twice. The file named below, on this computer, stays as it is. Your node still knows every purchase, and what is in escrow stays there. Put back a copy of the file from a backup and restart Kaimono. Or set the file aside in Settings and start again with what your node knows. Your other nodes keep working meanwhile." },
  "newer": { what: (label) => `Your purchases with “${label}” were saved by a newer version of Kaimono`, todo: "Start the newer version again. This one has changed nothing, and no money has moved because of this. Your other nodes keep working meanwhile." },
  "older": { what: (label) => `The history of “${label}” is an older copy than the one that was open last`, todo: "It may have been restored from a backup on this computer. What you bought or asked for since then is not in it. Once your node's list has been read, what the node knows of it appears as “bought elsewhere”. Before Kaimono pays anything from this copy, it asks your node whether that is already paid, and then you. Look at the list before you buy the same thing again." },
};
