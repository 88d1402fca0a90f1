// Settings, notifications, the sandbox.
import { plural, number } from "./intl.js";

/** @import { LanguageChoice, NoticeKind, SandboxTrouble, Theme } from "../../../types/contract.js" */

export const settings = {
  title: "Settings",
  nodes: "Nodes",
  add: "Connect a node",
  addSandbox: "Open the sandbox",
  active: "in use",
  use: "Use",
  edit: "Change",
  remove: "Remove",
  /** @param {string} label */
  removeTitle: (label) => `Remove “${label}”?`,
  /** @param {string} proxy */
  byProxy: (proxy) => `Proxy for what is not on this computer: ${proxy}`,
  /** @param {string} subject */
  trusts: (subject) => `Also trusts the certificate ${subject === "" ? "(without a name)" : subject}`,
  removeSays: "Its keys are deleted from the keyring. What you bought stays on this computer, can be read here, and goes on when you connect the same node again.",
  /** @param {number} count */
  removeOpen: (count) => (count === 0 ? "What is open there cannot be read." : `${number(count)} ${plural(count, "purchase is", "purchases are")} still open:`),
  removeOpenSays: "Kaimono will no longer watch over what is open: it asks for no results, answers no questions, and tells you of no deadline. What is in escrow stays in escrow, and your node goes on with it.",
  /** @param {number} count */
  keysLeft: (count) => `Keys that are no longer used are still in your keyring (${number(count)}), which does not answer now. Kaimono deletes them as soon as it does.`,
  /** @param {number} count */
  orphans: (count) => `${number(count)} ${plural(count, "history is", "histories are")} on this computer whose node Kaimono does not know any more: its list of nodes was lost. Connect the node again, and its history is found by itself.`,
  removed: "Removed nodes",
  removedSays: "What was bought with them is still on this computer.",
  readHistory: "Read its history",
  /** @param {string} label */
  readHistoryOf: (label) => `Read the history of “${label}”`,
  removeConfirm: "Remove",
  beginAnew: "Set aside and begin anew…",
  /** @param {string} label */
  beginAnewTitle: (label) => `Set the history of “${label}” aside?`,
  beginAnewSays: "The file that cannot be read stays beside the new one, as purchases.damaged-1.db or with the next free number. A new history begins. Your node tells what it knows as soon as its list is read; of those purchases Kaimono knows no more than that, so neither what you entered nor the results that were kept here.",
  beginAnewMoney: "No money moves by this. But what had begun here and was not finished is not watched any more: a payment that was on its way may have been made. Look at your node's list, once it is read, before you buy the same again.",
  beginAnewConfirm: "Set aside and begin anew",
  appearance: "Appearance",
  theme: "Theme",
  language: "Language",
  sandbox: "Sandbox",
  sandboxSays: "Only the play network has these. Its clock can be moved forward, so that a day of escrow takes a minute.",
  clock: "Its clock",
  /** @param {string} amount */
  ahead: (amount) => `${amount} ahead of this computer`,
  inStep: "in step with this computer",
  skipDeadline: "Skip to the next deadline",
  skipHour: "Skip 1 hour",
  topUp: "Add play money",
  toppedUp: "Play money is on its way to the wallets",
  troubles: "Let something go wrong",
  troublesSay: "To see what Kaimono says and does when it happens for real.",
  troubleOn: "on; press again to undo it",
  sandboxNode: "Node",
  sandboxRegistry: "Registry",
  about: "About",
  /** @param {string} version */
  version: (version) => `Kaimono ${version}`,
  aboutSays: "Free software. It talks to your node, to the registry and to the agents you buy from, and to nobody else.",
  shortcuts: "Keyboard",
  notices: "Notifications",
  noticesSay: "Your desktop tells you of these when you are not looking at them, each once. They name the agent and nothing of what you sent or received.",
  noNotices: "Your desktop shows no notifications: nothing answers to org.freedesktop.Notifications on its session bus. The count on Purchases is always there.",
  testNotice: "Send a test notification",
  testTaken: "Your desktop took it. If you did not see it, your desktop keeps it from you: look whether it is set not to disturb you, and whether it lets Kaimono show notifications. The count on Purchases is always there.",
  testNotTaken: "Your desktop did not take it: it shows no notifications, or is set not to disturb you. What there is to tell is kept, and told once it can be. The count on Purchases is always there.",
  quiet: "Quiet hours",
  quietSays: "What happens then is told at their end, if it still matters.",
  quietFrom: "From",
  quietTo: "to",
  closing: "When the window is closed",
  keepWatching: "Keep watching open purchases",
  keepWatchingSays: "Kaimono goes on in the tray until you quit it there: deadlines, questions and results are still noticed.",
  noTray: "Your desktop has no tray. Kaimono then asks whether to minimise its window or to quit.",
};

/** @type {Record<NoticeKind, { name: string, says: string }>} */
export const noticeKind = {
  result: { name: "Results", says: "with whether the chain proves them" },
  question: { name: "Questions", says: "with the time left to answer" },
  wrong: { name: "What is not right", says: "a result that does not match, a result that does not come, a job that failed; and again before it is too late to object" },
  refund: { name: "Refunds", says: "when the money is back" },
  payment: { name: "Payments that do not go on", says: "too little in the wallet, a node that is stuck" },
  approval: { name: "Other terms than you approved", says: "a dearer price or a later deadline, which needs your approval again" },
};

/** Closing the window while purchases are open. */
export const closing = {
  /** @param {number} open */
  title: (open) => `${number(open)} ${plural(open, "purchase is", "purchases are")} still open`,
  tray: "Kaimono can keep watching from the tray and tell you of questions, results and deadlines. To end it, choose Quit there. You can change this in Settings.",
  noTray: "Kaimono watches only while it runs, and your desktop has no tray to keep it in. Minimise it to go on watching.",
  safe: "If you quit, nothing is lost: your node goes on, and Kaimono catches up at its next start. But questions and deadlines pass unnoticed until then.",
  watch: "Keep watching",
  minimise: "Minimise",
  quit: "Quit",
};

/** @type {Record<SandboxTrouble, { button: string, says: string, done: string }>} */
export const sandboxTrouble = {
  "wallet-empty": { button: "Empty the wallets", says: "The next payment has no funds until play money is added.", done: "The wallets are empty" },
  "wallet-busy": { button: "Keep the wallets busy", says: "Payments wait in the queue for half an hour.", done: "The wallets are busy for half an hour" },
  "lock-late": { button: "Lock late", says: "The next payment is seen when the seller has given it up.", done: "The next payment will be late" },
  "lock-invalid": { button: "Lock something else", says: "The next payment is locked, but not as agreed.", done: "The next payment will not fit" },
  "lock-times-out": { button: "Lose a transaction", says: "The node loses sight of the next payment, which lands all the same.", done: "The next payment will be lost from sight" },
  "lock-rolled-back": { button: "Roll back", says: "The block of the next payment is taken back, and comes again.", done: "The next payment will be rolled back" },
  "key-limited": { button: "Limit the key", says: "The key may spend 10 ADA and 10 tUSDM, and loses all of it with the first purchase.", done: "The key has a quota now" },
  "agents-silent": { button: "Silence the agents", says: "No agent answers.", done: "The agents do not answer now" },
};

/** Each language is named in itself. @type {Record<LanguageChoice, string>} */
export const languageChoice = { system: "As the desktop", en: "English", de: "Deutsch" };

/** @type {Record<Theme, string>} */
export const theme = { system: "As the desktop", light: "Light", dark: "Dark" };

/** Keys and what they do. @type {[string, string][]} */
export const shortcuts = [
  ["Ctrl 1 … 4", "Market, Purchases, Wallet, Settings"],
  ["Ctrl F", "Search in this page"],
  ["Ctrl K", "Go to or find anything"],
  ["Ctrl W", "Close the window"],
  ["↑ ↓", "Move in a list"],
  ["Enter", "Open"],
  ["Esc", "Back, or close what is open"],
];
