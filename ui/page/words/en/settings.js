// Settings, notifications, the sandbox.
import { plural, number } from "./intl.js";

/** @import { LanguageChoice, NoticeKind, SandboxTrouble, Theme } from "../../../types/contract.js" */

export const settings = {
  title: "Settings",
  add: "Connect a node",
  addSandbox: "Open the sandbox",
  active: "in use",
  use: "Use",
  edit: "Change",
  remove: "Remove",
  /** @param {string} label */
  removeTitle: (label) => `Remove “${label}”?`,
  /** @param {string} proxy */
  byProxy: (proxy) => `Uses the proxy ${proxy} for everything that is not on this computer`,
  /** @param {string} subject */
  trusts: (subject) => `Also trusts the certificate ${subject === "" ? "(no name)" : subject}`,
  removeSays: "Kaimono deletes its keys from your keyring. What you bought stays on this computer. You can read it here, and it continues when you connect the same node again.",
  removeStays: "Nothing is removed on the blockchain or at your node. What is in escrow is paid out or comes back as its contract says, your node keeps its purchases, and the keys stay valid there until the operator revokes them. Kaimono never deletes a history.",
  /** @param {number} count */
  removeOpen: (count) => (count === 0 ? "The open purchases there cannot be read." : `${number(count)} ${plural(count, "purchase is", "purchases are")} still open.`),
  removeOpenSays: "Once the node is removed, Kaimono no longer watches over what is open there: it will not fetch results, send answers or remind you of deadlines. What is in escrow stays in escrow, and your node carries on with it.",
  /** @param {number} count */
  keysLeft: (count) => `${number(count)} unused ${plural(count, "key set is", "key sets are")} still in your keyring, which is not answering. Kaimono deletes ${plural(count, "it", "them")} as soon as the keyring answers.`,
  /** @param {number} count */
  orphans: (count) => `${number(count)} ${plural(count, "history", "histories")} on this computer ${plural(count, "belongs to a node", "belong to nodes")} that Kaimono no longer knows, because its list of nodes was lost. Connect the node again, and Kaimono finds its history by itself.`,
  removed: "Removed nodes",
  removedSays: "What you bought with them is still on this computer.",
  readHistory: "Read its history",
  /** @param {string} label */
  readHistoryOf: (label) => `Read the history of “${label}”`,
  removeConfirm: "Remove",
  beginAnew: "Set aside and start again…",
  /** @param {string} label */
  beginAnewTitle: (label) => `Set the history of “${label}” aside?`,
  beginAnewSays: "The unreadable file stays beside the new one, as purchases.damaged-1.db or with the next free number. A new history begins. Once your node's list has been read, it shows what the node knows. Kaimono knows no more than that about those purchases: neither what you entered nor the results that were kept here.",
  beginAnewMoney: "This moves no money. But Kaimono no longer watches over what was unfinished here, and a payment that was on its way may have been made. Once your node's list has been read, check it before you buy the same thing again.",
  beginAnewConfirm: "Set aside and start again",
  theme: "Theme",
  language: "Language",
  sandboxSays: "These exist only in the sandbox. You can move its clock forward, so that a day of escrow takes a minute.",
  toppedUp: "Play money is on its way to the wallets",
  troubles: "Make something go wrong",
  troublesSay: "See what Kaimono says and does when it happens for real.",
  troubleOn: "on; press again to undo",
  sandboxNode: "Node",
  sandboxRegistry: "Registry",
  /** @param {string} version */
  version: (version) => `Kaimono ${version}`,
  aboutSays: "Free software. It talks to your node, the registry and the agents you buy from, and to nobody else but hosts of pictures, if you switch those on.",
  noticesSay: "Your desktop tells you about these when you are not looking at Kaimono, each one once. They name the agent, but nothing you sent or received.",
  noNotices: "Your desktop shows no notifications: nothing answers to org.freedesktop.Notifications on its session bus. The count beside Purchases is always there.",
  testNotice: "Send a test notification",
  testTaken: "Your desktop accepted it. If you did not see it, your desktop is hiding it. Check whether “Do not disturb” is on, and whether Kaimono may show notifications. The count beside Purchases is always there.",
  testNotTaken: "Your desktop did not accept it: it shows no notifications, or “Do not disturb” is on. Kaimono keeps its news and tells you once it can. The count beside Purchases is always there.",
  quiet: "Quiet hours",
  quietSays: "You hear about anything that still matters when they end.",
  quietFrom: "From",
  quietTo: "to",
  closing: "When you close the window",
  keepWatching: "Keep watching open purchases",
  keepWatchingSays: "Kaimono keeps running in the tray until you quit it there, and still notices deadlines, questions and results.",
  hideAmounts: "Hide your amounts",
  hideAmountsSays: "What you have, paid and are owed is not shown, in the tray either. Prices of agents, and what you are asked to approve, always are. Ctrl Shift H does the same.",
  hiddenAmount: "hidden amount",
  autostart: "Start when you log in",
  autostartSays: "Kaimono then starts without its window and watches open purchases.",
  noTray: "Your desktop has no tray. Kaimono asks whether to minimise its window or to quit.",
};

/** @type {Record<NoticeKind, { name: string, says: string }>} */
export const noticeKind = {
  result: { name: "Results", says: "and whether the chain proves them" },
  question: { name: "Questions", says: "and how much time is left to answer" },
  wrong: { name: "Problems", says: "a result that does not match or does not arrive, or a job that failed; and again before it is too late to object" },
  refund: { name: "Refunds", says: "when your money is back" },
  payment: { name: "Wallet and payments", says: "a wallet that runs low, or a payment that does not go on" },
  approval: { name: "Changed terms", says: "a higher price or a later deadline than you approved, which needs your approval again" },
  favourite: { name: "Favourites", says: "another price, offline for a day, back again, or no longer listed" },
};

/** Closing the window while purchases are open. */
export const closing = {
  /** @param {number} open */
  title: (open) => `${number(open)} ${plural(open, "purchase is", "purchases are")} still open`,
  tray: "Kaimono can keep watching from the tray and tell you about questions, results and deadlines. To close it completely, choose Quit there. You can change this in Settings.",
  noTray: "Kaimono watches only while it is running, and your desktop has no tray to keep it in. Minimise the window to keep watching.",
  safe: "If you quit, nothing is lost: your node carries on, and Kaimono catches up when you next start it. But until then, questions and deadlines pass unnoticed.",
  watch: "Keep watching",
  minimise: "Minimise",
  quit: "Quit",
};

/** @type {Record<SandboxTrouble, { button: string, says: string, done: string }>} */
export const sandboxTrouble = {
  "wallet-empty": { button: "Empty the wallets", says: "There is no money for the next payment until you add play money.", done: "The wallets are empty" },
  "wallet-busy": { button: "Keep the wallets busy", says: "Payments wait in a queue for half an hour.", done: "The wallets are busy for half an hour" },
  "lock-late": { button: "Lock late", says: "The next payment arrives after the seller has given up waiting.", done: "The next payment will be late" },
  "lock-invalid": { button: "Lock something else", says: "The next payment is locked, but not as agreed.", done: "The next payment will not be locked as agreed" },
  "lock-times-out": { button: "Lose a transaction", says: "The node loses sight of the next payment, but it arrives all the same.", done: "The next payment will be lost from sight" },
  "lock-rolled-back": { button: "Take a block back", says: "The block with the next payment is taken back and arrives again.", done: "The next payment will be rolled back" },
  "key-limited": { button: "Limit the key", says: "The key may spend 10 ADA and 10 tUSDM, and the first purchase uses all of it up.", done: "The key now has a quota" },
  "agents-silent": { button: "Silence the agents", says: "No agent answers.", done: "The agents no longer answer" },
};

/** Each language is named in itself. @type {Record<LanguageChoice, string>} */
export const languageChoice = { system: "Same as desktop", en: "English", de: "Deutsch" };

/** @type {Record<Theme, string>} */
export const theme = { system: "Same as desktop", light: "Light", dark: "Dark" };
