// Was die Bausteine von sich aus sagen; alles andere wird ihnen gegeben.
const numbers = new Intl.NumberFormat("de");

/** @type {typeof import("../en/kit.js").kit} */
export const kit = {
  sortBy: (name) => `Nach ${name} ordnen`,
  selectAll: "Alle auswählen",
  select: (name) => `${name} auswählen`,
  exclude: (name) => `${name} weglassen`,
  without: (name) => `nicht ${name}`,
  more: (count) => `${numbers.format(count)} weitere`,
  from: "Von",
  to: "Bis",
  clearAll: "Alle Filter entfernen",
  removeFilter: (what) => `Filter „${what}“ entfernen`,
  filters: "Aktive Filter",
  cancel: "Abbrechen",
  asTable: "Als Tabelle",
  notKnown: "nicht bekannt",
  edit: (what) => `${what} ändern`,
  saving: "Wird gespeichert\u00a0…",
  saved: "Gespeichert",
  valueOf: (path) => `den Wert von ${path}`,
  members: (count) => numbers.format(count),
  stretch: { paying: "zahlen", working: "liefern", objecting: "widersprechen", disputing: "entscheiden" },
  nowAt: (clock) => `jetzt ${clock}`,
  broken: "Breiter gezeichnet, als es ist, damit man es sieht.",
};
