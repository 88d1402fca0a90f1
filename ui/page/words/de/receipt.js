// Belege: einen speichern, und jeden prüfen.

/** @import { Language } from "../en/index.js" */

/** @type {Language["receipt"]} */
export const receipt = {
  title: "Beleg",
  says: "Eine Datei, die jeder prüfen kann, ohne Sie, ohne Kaimono und ohne Internet. Darin steht, was Sie gefragt haben und was kam, aber kein Schlüssel und keines Ihrer Wallets.",
  saveJson: "Zum Prüfen speichern",
  saveJsonSays: "Eine JSON-Datei, für alle, die den Kauf prüfen wollen",
  saveHtml: "Zum Lesen speichern",
  saveHtmlSays: "Eine Seite zum Lesen und Drucken",
  saving: "Wird gespeichert\u00a0…",
  saved: (path) => `Gespeichert als ${path}`,
  toCheck: "Einen Beleg prüfen",
  checkTitle: "Einen Beleg prüfen",
  checkSays: "Sagt, was ein Beleg nachweist, Ihr eigener oder ein fremder.",
  checkLead: "Ein Beleg ist eine Datei über einen Kauf. Kaimono berechnet allein aus der Datei, was sie nachweist, und sendet nichts.",
  choose: "Datei wählen\u00a0…",
  paste: "Oder den Beleg einfügen, oder den Namen der Datei eingeben",
  pasteSays: "Der ganze Text, oder ein Pfad wie /home/sie/kaimono-receipt.json.",
  check: "Prüfen",
  checking: "Wird geprüft\u00a0…",
  noDialog: "Dieser Desktop hat keinen Dialog, um eine Datei zu wählen. Fügen Sie den Beleg ein oder geben Sie den Namen der Datei ein.",
  noFile: "Dort lässt sich keine Datei lesen. Prüfen Sie den Namen.",
  holds: "In diesem Beleg ist nichts falsch",
  holdsSays: "Alles, was die Datei nachweisen kann, weist sie nach. Was sie nicht nachweisen kann, ist auch aufgeführt: Lesen Sie auch das, bevor Sie sich darauf verlassen.",
  unsigned: "In diesem Beleg hat kein Anbieter etwas signiert",
  unsignedSays: "Nichts darin ist falsch, aber jeder könnte ihn geschrieben haben. So ist es bei kostenlosen Aufträgen und abgelehnten Bedingungen, und wenn jemand die signierten Bedingungen entfernt hat.",
  fails: "In diesem Beleg ist etwas falsch",
  failsSays: "Er wurde nachträglich geändert, oder jemand hat ihn erfunden. Bitten Sie um die ursprüngliche Datei.",
  proven: "Was die Datei nachweisen kann",
  unproven: "Was die Datei nicht nachweisen kann",
  unprovenSays: "Dafür gibt es nur das Wort dessen, der den Beleg geschrieben hat. Die Transaktionen lassen sich auf der Blockchain nachsehen: In den Daten des Vertrags müssen die Kennung des Kaufs und der Hash des Ergebnisses stehen.",
  sandbox: "Dieser Kauf war ein Versuch in einer Sandbox. Nichts davon steht auf einer Blockchain.",
  of: "Worum es geht",
  asked: "Was gefragt wurde",
  came: "Was kam",
  nothingCame: "In diesem Beleg steht kein Ergebnis.",
  more: "Hier steht nur der Anfang. Die JSON-Datei enthält alles.",
  price: "Preis",
  agent: "Agent",
  created: "Genehmigt",
  transactions: "Transaktionen",
  explorer: "Nachsehen",
  signed: "Was der Anbieter signiert hat",
  facts: "Hashes, Zeiten und Beträge",
};

/** @type {Language["receiptLine"]} */
export const receiptLine = {
  document: "Die Datei ist ein vollständiger Beleg",
  input: "Was gefragt wurde, passt zum Hash der Antworten",
  signature: "Der Anbieter hat die Bedingungen signiert",
  seller: "Die Signatur stammt vom Schlüssel der Adresse des Anbieters",
  terms: "Die Bedingungen gelten für diese Antworten und diesen Agenten",
  identifier: "Die Kennung auf der Blockchain sagt, was signiert wurde",
  body: "Der Zahlungsauftrag wiederholt, was signiert wurde",
  price: "Der Anbieter hat den Preis signiert",
  result: "Das Ergebnis ist vollständig",
  resultHash: "Der Hash des Ergebnisses wurde aus diesem Ergebnis berechnet",
  registry: "Was das Register über den Agenten sagte",
  approval: "Was genehmigt wurde, und wann",
  chain: "Die Transaktionen, und dass der Hash des Ergebnisses auf der Blockchain steht",
  times: "Wann jeder Schritt geschah",
};

/** @type {Language["receiptStands"]} */
export const receiptStands = {
  holds: "Nachgewiesen",
  part: "Zum Teil nachgewiesen",
  fails: "Falsch",
  absent: "Nicht in dieser Datei",
  unprovable: "Hier nicht nachgewiesen",
};

/** @type {Language["noReceipt"]} */
export const noReceipt = {
  tooLarge: "Das ist zu groß für einen Beleg.",
  other: "Das ist kein Beleg von Kaimono.",
  otherVersion: "Diesen Beleg hat eine andere Version von Kaimono in einem anderen Format geschrieben. Prüfen Sie ihn mit einer neueren Version.",
  altered: "Das sieht aus wie ein Beleg, wurde aber nachträglich geändert. Bitten Sie um die ursprüngliche Datei.",
};
