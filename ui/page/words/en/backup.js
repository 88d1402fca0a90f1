// Backups: one encrypted file with everything but the keys.
import { plural, number } from "./intl.js";

/** @import { Longer } from "../../../types/contract.js" */

export const backup = {
  title: "Backup",
  settingsSays: "Save your nodes, purchases and settings as one encrypted file, or restore one.",
  welcome: "Restore a backup",
  lead: "One encrypted file with your nodes, your purchases and your settings, for when this computer is lost or replaced.",
  inIt: "In it",
  contains: [
    "Your nodes, with their names and addresses",
    "What you bought: your answers, the payments and the results",
    "Your limits, favourites, saved searches and settings",
  ],
  notInIt: "Not in it",
  lacks: [
    "Keys. You enter them again after restoring",
    "Files that you fetched from results. Copy what you need of them to another disk yourself",
    "The list of agents and their pictures, which are fetched again",
    "The sandbox and its play money, and what you typed but did not send",
  ],
  make: "Make a backup",
  makeSays: "It is encrypted with a passphrase, a long password. Without the passphrase nobody can open it, not even you, so keep it somewhere other than the file. Copy the file to another disk.",
  suggest: "Suggest a passphrase",
  thePassphrase: "the passphrase",
  passphrase: "Passphrase",
  /** @param {number} shortest */
  passphraseSays: (shortest) => `At least ${number(shortest)} characters`,
  again: "The same passphrase again",
  notSame: "This is not the same passphrase.",
  save: "Save the backup",
  saving: "Saving…",
  /** @param {number} nodes @param {number} purchases @param {string} path */
  saved: (nodes, purchases, path) => `Saved ${number(nodes)} ${plural(nodes, "node", "nodes")} with ${number(purchases)} ${plural(purchases, "purchase", "purchases")} to ${path}`,
  /** @param {string} label */
  leftOut: (label) => `The history of “${label}” is not in the backup.`,
  back: "Restore a backup",
  backSays: "First you see what is in it and what would happen. Nothing changes until you confirm.",
  path: "File",
  pathSays: "The whole path. You can also copy the file in your file manager and paste it here.",
  look: "Look into it",
  looking: "Reading…",
  /** @param {string} when @param {string} version */
  made: (when, version) => `Made ${when} by Kaimono ${version}.`,
  whole: "It is complete and undamaged.",
  /** @param {number} purchases @param {number} open */
  holds: (purchases, open) => `${number(purchases)} ${plural(purchases, "purchase", "purchases")}, ${number(open)} of them not finished`,
  noHistory: "Its history is not in the backup.",
  newHere: "It will be added. Then enter its keys again.",
  newRemoved: "It was removed before. Its history will be added under “Removed nodes”.",
  /** @param {string} label */
  here: (label) => (label === "" ? "Its history is already on this computer and stays as it is." : `It is already here, as “${label}”, and stays as it is.`),
  /** @param {string} label */
  nodeHere: (label) => `This node is already connected here, as “${label}”, which stays as it is.`,
  /** @type {Record<Longer, string>} */
  longer: {
    here: "The history on this computer goes further than the one in the backup.",
    backup: "The history in the backup goes further than the one on this computer.",
    neither: "Both histories go equally far.",
  },
  beside: "Add the history from the backup as well",
  besideSays: "It appears under “Removed nodes” and can only be read. What is in it counts towards your limits a second time.",
  settingsTaken: "Settings and limits are taken from the backup where you have set none here.",
  settingsStay: "Your settings and limits here stay as they are.",
  safe: "A restored history pays nothing by itself: it may be older than what was paid since. Kaimono asks your node first, and then you. If another computer uses the same node, its limits and yours do not know of each other.",
  restore: "Restore",
  restoring: "Restoring…",
  /** @param {number} added @param {number} beside */
  restored: (added, beside) => `Restored: ${number(added)} ${plural(added, "node", "nodes")} added${beside === 0 ? "" : `, ${number(beside)} ${plural(beside, "history", "histories")} to read`}. Enter the keys of each added node in Settings, Nodes, to continue.`,
  nothingYet: "There is nothing to back up yet: the sandbox's play money is in no backup.",
};
