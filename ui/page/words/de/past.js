// Was sich im Markt geändert hat, und was ein Agent früher war.
import { number, plural } from "./intl.js";

/** @import { Language } from "../en/index.js" */

/** @type {Language["changes"]} */
export const changes = {
  appeared: (count) => `${number(count)} neu`,
  gone: (count) => `${number(count)} nicht mehr da`,
  back: (count) => `${number(count)} wieder da`,
  dearer: (count) => `${number(count)} teurer`,
  cheaper: (count) => `${number(count)} günstiger`,
  repriced: (count) => `${number(count)} mit anderem Preis`,
  host: (count) => `${number(count)} auf anderem Host`,
  version: (count) => `${number(count)} mit anderer Version`,
  superseded: (count) => `${number(count)} mit Nachfolger`,
  name: (count) => `${number(count)} umbenannt`,
  status: (count) => `${number(count)} online oder offline`,
};

/** @type {Language["changed"]} */
export const changed = {
  appeared: "Neu",
  gone: "Nicht mehr im Register",
  back: "Wieder da",
  dearer: "Teurer",
  cheaper: "Günstiger",
  repriced: "Anderer Preis",
  host: "Anderer Host",
  version: "Andere Version",
  superseded: "Durch einen neueren Eintrag ersetzt",
  name: "Umbenannt",
  status: "Anderer Zustand",
};

/** @type {Language["news"]} */
export const news = {
  title: "Seit Ihrem letzten Blick",
  since: (when) => `Was sich im Register geändert hat (ab: ${when}). Es kann früher geschehen sein: Solange Kaimono geschlossen ist, sieht niemand nach.`,
  noneTitle: "Nichts hat sich geändert",
  noneSays: "Neue Agenten, andere Preise, Hosts und Versionen stehen dann hier.",
  waitingTitle: "Noch nichts zu vergleichen",
  waitingSays: "Sobald das Register einmal gelesen ist, merkt sich Kaimono, was sich ändert.",
  atOnce: (agents, when) => `${number(agents)} Agenten haben sich auf einmal geändert (${when}). Das liegt am Register und nicht an den Agenten: Vielleicht wurde es aus einer Kopie wiederhergestellt.`,
  link: (unseen) => (unseen === 0 ? "Seit Ihrem letzten Blick" : `Seit Ihrem letzten Blick: ${number(unseen)}`),
  list: "Änderungen",
  none: "nicht angegeben",
};

/** @type {Language["past"]} */
export const past = {
  title: "Früher",
  days: "Neunzig Tage",
  says: (online, known, unknown) => (known === 0 ? "Kaimono hat noch an keinem Tag nachgesehen." : `Online an ${number(online)} von ${number(known)}\u00a0${plural(known, "Tag", "Tagen")}, an denen Kaimono nachgesehen hat; an ${number(unknown)} hat es nicht nachgesehen.`),
  today: "heute",
  changes: "Was sich geändert hat",
};
