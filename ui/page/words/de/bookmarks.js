// Favourites, searches with a name, and links from outside, in German.

/** @import { Language } from "../en/index.js" */

/** @type {Language["bookmarks"]} */
export const bookmarks = {
  favourite: "Favorit",
  mark: "Als Favorit merken",
  unmark: "Aus den Favoriten nehmen",
  marked: (name) => `„${name}“ ist jetzt ein Favorit`,
  unmarked: (name) => `„${name}“ ist kein Favorit mehr`,
  full: "Sie haben 1.000 Favoriten. Nehmen Sie einen heraus, bevor Sie einen weiteren merken.",
  searches: "Gespeicherte Suchen",
  noSearches: "Sie haben noch keine Suche gespeichert. Suchen Sie im Markt und wählen Sie dann unter „Suchen\u00a0…“ (Strg K) „Diese Suche speichern\u00a0…“.",
  saveThis: "Diese Suche speichern",
  saveTitle: "Diese Suche speichern?",
  searchName: "Name der Suche",
  theName: "den Namen der Suche",
  save: "Speichern",
  saved: (name) => `Gespeichert als „${name}“`,
  searchesFull: "Sie haben 50 gespeicherte Suchen. Löschen Sie eine, bevor Sie eine weitere speichern.",
  open: "Öffnen",
  forget: (name) => `Die Suche „${name}“ löschen`,
  forgetTip: "Diese Suche löschen",
  done: "Fertig",
  linkRefused: "Dieser Link wurde nicht geöffnet. Kaimono folgt nur Links zu einem Agenten, also masumi://agent/ mit seiner Kennung.",
  linkLater: "Ein Link zu einem Agenten wurde nicht geöffnet, weil hier gerade etwas gefragt wird. Öffnen Sie ihn danach noch einmal.",
};
