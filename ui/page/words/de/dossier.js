// What is held against a purchase that is not right, in German.

/** @type {typeof import("../en/dossier.js").dossier} */
export const dossier = {
  title: "Ihr Fall",
  wrong: "Was nicht stimmt",
  agent: "Agent",
  what: "Kurz gesagt",
  canBeDone: "Was möglich ist",
  promised: "Was versprochen war",
  came: "Was kam",
  way: "Was geschehen ist",
  objection: "Was der Käufer sagt",
  price: "Preis",
  due: "Ergebnis fällig bis",
  hashOnChain: "Hash des Ergebnisses auf der Blockchain",
  hashSeen: "Hash zuerst gesehen",
  noHash: "Keiner",
  result: "Ergebnis",
  nothing: "Es kam nichts",
  part: (size) => `${size}, unfertig`,
  tooMuch: "Mehr, als Kaimono annimmt",
  arrived: "Angekommen",
  hashOfResult: "Hash dessen, was kam",
  proof: "Nachweis",
  agentSays: "Zuletzt vom Agenten gemeldet",
  reason: "Warum Sie das Geld zurückfordern",
  statement: "In Ihren eigenen Worten",
  choose: "Grund wählen",
  notSaid: "Nicht gesagt",
  private: "Kaimono behält das hier und sendet es niemandem. Es steht in der Datei, die Sie speichern.",
  file: "Ein Kauf, der schiefging",
  attached: "Der Beleg, zum Prüfen",
  attachedSays: "Kopieren Sie den Text unten in eine Datei und prüfen Sie sie mit Kaimono oder mit einem anderen Programm, das der Beschreibung dieser Belege folgt.",
  save: "Fall speichern",
  saveSays: "Eine Seite zum Lesen, Drucken oder Senden, mit dem Beleg darin",
};

/** @type {typeof import("../en/dossier.js").dossierAbout} */
export const dossierAbout = {
  "mismatch": "Was kam, ist nicht das, was der Agent auf der Blockchain nachgewiesen hat.",
  "no-result": "Der Agent hat auf der Blockchain ein Ergebnis nachgewiesen, und es ist nicht gekommen.",
  "too-large": "Was kam, ist länger, als Kaimono annimmt.",
  "failed": "Der Agent sagt, dass er gescheitert ist.",
  "overdue": "Es kam nicht rechtzeitig ein Ergebnis.",
  "asked-back": "Das Geld ist noch nicht zurück.",
  "disputed": "Es geht um einen Widerspruch.",
};

/** @type {typeof import("../en/dossier.js").objectionReason} */
export const objectionReason = {
  "nothing": "Es kam nichts",
  "incomplete": "Etwas fehlt",
  "not-as-described": "Es ist nicht das, was beschrieben war",
  "wrong": "Es ist falsch oder funktioniert nicht",
  "late": "Es kam zu spät",
  "other": "Ein anderer Grund",
};
