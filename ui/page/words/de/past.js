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
  host: (count) => `${number(count)} auf anderem Server`,
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
  host: "Anderer Server",
  version: "Andere Version",
  superseded: "Durch einen neueren Eintrag ersetzt",
  name: "Umbenannt",
  status: "Laut Register",
};

/** @type {Language["news"]} */
export const news = {
  title: "Was sich geändert hat",
  since: (when) => `Was Kaimono an Änderungen im Register gesehen hat (ab: ${when}). Eine Änderung kann älter sein als die Uhrzeit daneben: Solange Kaimono geschlossen ist, sieht niemand nach.`,
  noneTitle: "Nichts hat sich geändert",
  noneSays: "Hier steht, wenn Agenten dazukommen oder gehen und wenn sich Preis, Server oder Version ändern.",
  waitingTitle: "Noch nichts zu vergleichen",
  waitingSays: "Sobald Kaimono das ganze Register gelesen hat, steht hier, was sich ändert.",
  atOnce: (agents, when) => `${number(agents)} Agenten haben sich auf einmal geändert (${when}). Das liegt am Register und nicht an den Agenten: Vielleicht wurde es aus einer Kopie wiederhergestellt.`,
  link: (unseen) => (unseen === 0 ? "Was sich geändert hat" : `${number(unseen)} ${plural(unseen, "Änderung", "Änderungen")}, die Sie noch nicht gesehen haben`),
  list: "Änderungen, die neuesten zuerst",
  more: (count) => `${number(count)} ältere ${plural(count, "Änderung ist", "Änderungen sind")} nicht aufgeführt.`,
  none: "nicht angegeben",
};

/** @type {Language["past"]} */
export const past = {
  title: "Früher",
  priceWas: (price, until) => `Vorher: ${price}, bis ${until}`,
  days: "Neunzig Tage",
  says: (online, known, unknown) => (known === 0 ? "Kaimono hat noch an keinem Tag nachgesehen." : `Online an ${number(online)} von ${number(known)}\u00a0${plural(known, "Tag, an dem", "Tagen, an denen")} Kaimono nachgesehen hat${unknown === 0 ? "" : `; an ${number(unknown)}\u00a0${plural(unknown, "Tag", "Tagen")} hat es nicht nachgesehen`}.`),
  today: "heute",
  changes: "Was sich geändert hat",
};
