// What the parts of the kit say by themselves; the caller gives them everything else.
import { number } from "./intl.js";

/** @import { Language } from "../en/index.js" */

/** @type {Language["kit"]} */
export const kit = {
  sortBy: (name) => `Nach „${name}“ sortieren`,
  selectAll: "Alle auswählen",
  select: (name) => `${name} auswählen`,
  exclude: (name) => `${name} weglassen`,
  without: (name) => `nicht ${name}`,
  more: (count) => `${number(count)} weitere`,
  from: "Von",
  to: "Bis",
  clearAll: "Alle Filter entfernen",
  removeFilter: (what) => `Filter „${what}“ entfernen`,
  filters: "Gesetzte Filter",
  cancel: "Abbrechen",
  asTable: "Als Tabelle",
  notKnown: "nicht bekannt",
  edit: (what) => `${what} ändern`,
  saving: "Wird gespeichert\u00a0…",
  saved: "Gespeichert",
  copyOf: (what) => `${what} oder den Pfad dorthin kopieren`,
  copyValue: "Wert kopieren",
  copyPath: "Pfad kopieren",
  theValue: "Wert",
  thePath: "Pfad",
  noPath: "Einer der Namen ist zu lang für einen Pfad.",
  twice: "Name kommt zweimal vor",
  members: (count) => number(count),
  stretch: { paying: "zahlen", working: "liefern", objecting: "widersprechen", disputing: "entscheiden" },
  nowAt: (clock) => `jetzt ${clock}`,
  broken: "Breiter gezeichnet, als es ist, damit es zu sehen ist.",
};
