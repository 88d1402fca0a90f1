// Small parts: palette, copying, times.
import { dative, number, plural } from "./intl.js";

/** @import { Language } from "../en/index.js" */

/** @type {Language["palette"]} */
export const palette = {
  label: "Suchen und öffnen",
  placeholder: "Seite, Agenten oder Kauf suchen\u00a0…",
  agents: "Agenten",
  purchases: "Käufe",
  seen: "Zuletzt angesehen",
  favourites: "Favoriten",
  searches: "Gespeicherte Suchen",
  refundFor: (what) => `Rückerstattung für „${what}“ beantragen`,
  none: "Nichts gefunden",
  hint: "↑ ↓ zum Wählen, Eingabe zum Öffnen, Esc zum Schließen",
};

/** @type {Language["copying"]} */
export const copying = {
  copy: "Kopieren",
  // What is copied comes first, so it begins with a capital.
  copyWhat: (what) => `${what.charAt(0).toLocaleUpperCase("de")}${what.slice(1)} kopieren`,
  copied: "Kopiert",
  failed: "Kaimono kann hier nicht kopieren. Markieren Sie den Text und drücken Sie Strg C.",
};

/** Spans do not break between number and unit. A span that stands by itself says “3 Tage”, one after a preposition “3 Tagen”. @type {Language["time"]} */
export const time = {
  justNow: "gerade eben",
  in: (span) => `in ${dative(span)}`,
  ago: (span) => `vor ${dative(span)}`,
  left: (span) => `noch ${span}`,
  over: "vorbei",
  tomorrow: (clock) => `morgen um ${clock}`,
  yesterday: (clock) => `gestern um ${clock}`,
  days: (count, hours) => `${number(count)}\u00a0${plural(count, "Tag", "Tage")}${hours === 0 ? "" : `\u00a0${hours}\u00a0h`}`,
  hours: (count, minutes) => `${count}\u00a0h${minutes === 0 ? "" : `\u00a0${minutes}\u00a0min`}`,
  minutes: (count) => `${count}\u00a0min`,
  seconds: (count) => `${count}\u00a0s`,
};
