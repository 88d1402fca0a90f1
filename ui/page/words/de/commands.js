// What can be done with a key, in German.
import { number } from "./intl.js";

/** @import { CommandId, Group } from "../../commands/commands.js" */

/** @type {Record<CommandId, string>} */
export const command = {
  "purchase-answer": "Frage des Agenten beantworten",
  "purchase-result": "Zum Ergebnis",
  "purchase-refund": "Geld zurückfordern\u00a0…",
  "purchase-withdraw": "Forderung zurückziehen\u00a0…",
  "purchase-release": "Zahlung freigeben\u00a0…",
  "purchase-checks": "Zu den Prüfungen",
  "purchase-agent": "Diesen Agenten öffnen",
  "purchase-copy": "Kennung dieses Kaufs kopieren",
  "agent-buy": "Bei diesem Agenten kaufen",
  "agent-ask": "Erneut fragen, ob er Aufträge annimmt",
  "agent-favourite": "Diesen Agenten als Favorit merken oder nicht mehr",
  "agent-compare": "Diesen Agenten zum Vergleich vormerken oder nicht mehr",
  "agent-copy": "Kennung dieses Agenten kopieren",
  "form-review": "Weiter zur Kaufübersicht",
  "review-pay": "Zur Schaltfläche zum Bezahlen",
  "search": "Auf dieser Seite suchen",
  "move": "In der Liste bewegen",
  "row-next": "Nächste Zeile",
  "row-previous": "Vorige Zeile",
  "row-open": "Öffnen",
  "row-buy": "Kaufen",
  "row-refund": "Geld zurückfordern\u00a0…",
  "row-copy": "Kennung kopieren",
  "row-favourite": "Als Favorit merken oder nicht mehr",
  "row-compare": "Zum Vergleichen vormerken oder nicht mehr",
  "row-menu": "Zeigen, was mit ihr möglich ist",
  "go-market": "Markt",
  "go-purchases": "Käufe",
  "go-wallet": "Wallet",
  "go-settings": "Einstellungen",
  "agenda": "Fristen",
  "next-need": "Nächster Kauf, der auf Sie wartet",
  "back": "Zurück",
  "copy-address": "Adresse des Wallets kopieren",
  "refresh-agents": "Liste der Agenten aktualisieren",
  "search-save": "Diese Suche speichern\u00a0…",
  "searches": "Gespeicherte Suchen\u00a0…",
  "buying-pause": "Käufe pausieren",
  "buying-resume": "Pause der Käufe beenden",
  "use-node": "Anderen Knoten verwenden",
  "connect": "Knoten verbinden",
  "sandbox-open": "Sandbox öffnen",
  "sandbox-money": "Spielgeld hinzufügen",
  "sandbox-deadline": "Zur nächsten Frist springen",
  "sandbox-hour": "1\u00a0Stunde überspringen",
  "theme-system": "Farben: wie der Desktop",
  "theme-light": "Farben: hell",
  "theme-dark": "Farben: dunkel",
  "language-system": "Sprache: wie der Desktop",
  "language-en": "Sprache: English",
  "language-de": "Sprache: Deutsch",
  "hide-amounts": "Eigene Beträge verbergen oder zeigen",
  "single-keys": "Einzelne Tasten ein- oder ausschalten",
  "settings-nodes": "Einstellungen: Knoten",
  "settings-limits": "Einstellungen: Limits",
  "settings-notices": "Einstellungen: Benachrichtigungen",
  "settings-closing": "Einstellungen: Fenster schließen",
  "settings-appearance": "Einstellungen: Aussehen",
  "settings-privacy": "Einstellungen: Datenschutz und Hilfe",
  "hosts": "Womit Kaimono spricht",
  "diagnostics": "Einem Entwickler helfen, Ihnen zu helfen",
  "settings-keyboard": "Einstellungen: Tastatur",
  "settings-about": "Einstellungen: über Kaimono",
  "settings-sandbox": "Einstellungen: Sandbox",
  "palette": "Alles finden",
  "keys": "Tasten zeigen",
  "close-window": "Fenster schließen",
};

/** @type {Record<Group, string>} */
export const commandGroup = {
  here: "Auf dieser Seite",
  row: "In der gewählten Zeile",
  go: "Gehen zu",
  do: "Aktionen",
  sandbox: "Sandbox",
  settings: "Einstellungen",
  window: "Kaimono",
};

/** @type {Record<string, string>} */
export const keyName = { Ctrl: "Strg", Shift: "Umschalt", Enter: "Eingabe", Escape: "Esc", ArrowUp: "↑", ArrowDown: "↓", ContextMenu: "Menü" };

export const commands = {
  recent: "Zuletzt",
  /** @param {string} label */
  useNode: (label) => `„${label}“ verwenden`,
  /** @param {string} what */
  copied: (what) => `Kopiert: ${what}`,
  identifier: "die Kennung des Kaufs",
  noIdentifier: "Dieser Kauf hat noch keine Kennung",
  refreshed: "Die Liste der Agenten ist auf dem neuesten Stand",
  amountsHidden: "Ihre Beträge sind verborgen",
  amountsShown: "Ihre Beträge sind zu sehen",
  singleKeysOn: "Einzelne Tasten sind eingeschaltet",
  singleKeysOff: "Einzelne Tasten sind ausgeschaltet",
  /** @param {number} count */
  results: (count) => (count === 0 ? "Nichts gefunden" : count === 1 ? "1 Treffer" : `${number(count)} Treffer`),
  sheet: "Tasten",
  sheetSays: "Diese Tasten wirken hier und jetzt. Einzelne Tasten tun nichts, während Sie schreiben, und lassen sich in den Einstellungen ausschalten.",
  sheetOff: "Einzelne Tasten sind ausgeschaltet. Unter Einstellungen, Tastatur schalten Sie sie ein.",
  singleKeys: "Einzelne Tasten",
  singleKeysSay: "Einzelne Buchstaben tun etwas, wo nichts geschrieben wird, etwa J für die nächste Zeile. Schalten Sie sie aus, wenn Sie mit Ihrem Computer sprechen oder leicht danebentippen.",
  all: "Alle Tasten zeigen",
  /** @param {string} name */
  menu: (name) => (name === "" ? "Was mit dieser Zeile möglich ist" : `Was mit ${name} möglich ist`),
};
