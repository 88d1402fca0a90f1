// What can be done with a key, in the palette, in menus and on the sheet of keys.
import { number, plural } from "./intl.js";

/** @import { CommandId, Group } from "../../commands/commands.js" */

/** What a command does, as an entry of a list. @type {Record<CommandId, string>} */
export const command = {
  "purchase-answer": "Answer the agent's question",
  "purchase-result": "Go to the result",
  "purchase-refund": "Ask for the money back…",
  "purchase-withdraw": "Take the request back…",
  "purchase-release": "Release the payment…",
  "purchase-checks": "Go to what was checked",
  "purchase-agent": "Open this agent",
  "purchase-copy": "Copy the identifier of this purchase",
  "agent-buy": "Buy from this agent",
  "agent-ask": "Ask again whether it takes jobs",
  "agent-favourite": "Mark this agent as a favourite, or not any more",
  "agent-compare": "Mark this agent to compare it, or take the mark away",
  "agent-copy": "Copy the identifier of this agent",
  "form-review": "Go on to the review",
  "review-pay": "Go to the button that pays",
  "search": "Search on this page",
  "move": "Move in the list",
  "row-next": "Next row",
  "row-previous": "Previous row",
  "row-open": "Open",
  "row-buy": "Buy",
  "row-refund": "Ask for the money back…",
  "row-copy": "Copy its identifier",
  "row-favourite": "Mark it as a favourite, or not any more",
  "row-compare": "Mark it to compare it, or take the mark away",
  "row-menu": "Show what can be done with it",
  "go-market": "Market",
  "go-purchases": "Purchases",
  "go-wallet": "Wallet",
  "go-settings": "Settings",
  "agenda": "Agenda",
  "next-need": "Next purchase that needs you",
  "back": "Back",
  "copy-address": "Copy the wallet address",
  "refresh-agents": "Bring the list of agents up to date",
  "search-save": "Save this search…",
  "searches": "Saved searches…",
  "buying-pause": "Pause buying",
  "buying-resume": "End the pause in buying",
  "use-node": "Use another node",
  "connect": "Connect a node",
  "sandbox-open": "Open the sandbox",
  "sandbox-money": "Add play money",
  "sandbox-deadline": "Skip to the next deadline",
  "sandbox-hour": "Skip 1\u00a0hour",
  "theme-system": "Theme: same as desktop",
  "theme-light": "Theme: light",
  "theme-dark": "Theme: dark",
  "language-system": "Language: same as desktop",
  "language-en": "Language: English",
  "language-de": "Language: Deutsch",
  "hide-amounts": "Hide or show your amounts",
  "single-keys": "Turn single keys on or off",
  "settings-nodes": "Settings: nodes",
  "settings-limits": "Settings: limits",
  "settings-notices": "Settings: notifications",
  "settings-closing": "Settings: closing the window",
  "settings-appearance": "Settings: appearance",
  "settings-privacy": "Settings: privacy and help",
  "hosts": "What Kaimono talks to",
  "diagnostics": "Help a developer help you",
  "settings-keyboard": "Settings: keyboard",
  "settings-about": "Settings: about Kaimono",
  "settings-sandbox": "Settings: the sandbox",
  "palette": "Find anything",
  "keys": "Show the keys",
  "close-window": "Close the window",
};

/** @type {Record<Group, string>} */
export const commandGroup = {
  here: "On this page",
  row: "On the chosen row",
  go: "Go to",
  do: "Actions",
  sandbox: "Sandbox",
  settings: "Settings",
  window: "Kaimono",
};

/** What stands on a key. A letter or a sign is its own name. @type {Record<string, string>} */
export const keyName = { Ctrl: "Ctrl", Shift: "Shift", Enter: "Enter", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓", ContextMenu: "Menu" };

export const commands = {
  recent: "Recent",
  /** @param {string} label of a node */
  useNode: (label) => `Use “${label}”`,
  /** @param {string} what */
  copied: (what) => `Copied: ${what}`,
  identifier: "the identifier of the purchase",
  noIdentifier: "This purchase has no identifier yet",
  refreshed: "The list of agents is up to date",
  amountsHidden: "Your amounts are hidden",
  amountsShown: "Your amounts are shown",
  singleKeysOn: "Single keys are on",
  singleKeysOff: "Single keys are off",
  /** @param {number} count */
  results: (count) => (count === 0 ? "Nothing found" : `${number(count)} ${plural(count, "result", "results")}`),
  sheet: "Keys",
  sheetSays: "These work here and now. Single keys do nothing while you type, and you can turn them off in Settings.",
  sheetOff: "Single keys are turned off. Settings, Keyboard turns them on.",
  singleKeys: "Single keys",
  singleKeysSay: "Letters alone do something where nothing is typed, such as J for the next row. Turn them off if you speak to your computer, or if keys slip.",
  all: "Show all keys",
  /** @param {string} name of an agent */
  menu: (name) => (name === "" ? "What can be done with this row" : `What can be done with ${name}`),
};
