// What surrounds the pages: the switch between nodes, the foot of the sidebar, the sandbox's bar, the index of the settings.
import { percent as percentOf } from "./intl.js";

/** @import { Language } from "../en/index.js" */

/** @type {Language["nodeSwitch"]} */
export const nodeSwitch = {
  label: (label, health) => `Verwendeter Knoten: ${label}. ${health}. Knoten wechseln`,
  title: "Knoten",
  add: "Knoten verbinden",
  sandbox: "Sandbox öffnen",
};

/** @type {Language["foot"]} */
export const foot = {
  label: "Auf einen Blick",
  escrow: "In Treuhand",
  next: "Als Nächstes",
};

/** @type {Language["sandboxBar"]} */
export const sandboxBar = {
  label: "Uhr der Sandbox",
  ahead: (amount) => `${amount} voraus`,
  inStep: "Dieselbe Zeit wie hier",
  skipDeadline: "Zur nächsten Frist",
  skipHour: "1\u00a0Stunde weiter",
  topUp: "Spielgeld hinzufügen",
  trouble: "Etwas schiefgehen lassen",
  skipToThis: "Zu dieser Frist springen",
  skipSays: "Nur in der Sandbox: stellt ihre Uhr weiter.",
};

/** @type {Language["settingsIndex"]} */
export const settingsIndex = {
  label: "Abschnitte",
  nodes: "Knoten",
  limits: "Limits",
  notices: "Benachrichtigungen",
  closing: "Fenster schließen",
  appearance: "Darstellung",
  privacy: "Datenschutz, Sicherung und Hilfe",
  sandbox: "Sandbox",
  keyboard: "Tastatur",
  about: "Über Kaimono",
};

/** @type {Language["appearance"]} */
export const appearance = {
  percent: (percent) => percentOf(percent),
  textSize: "Textgröße",
  font: "Schrift",
};

/** @type {Language["font"]} */
export const font = { inter: "Inter (in Kaimono enthalten)", system: "Wie der Desktop" };
