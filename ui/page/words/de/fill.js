// Filling a form in with what is known already: earlier answers, templates, results, files.
import { number, plural } from "./intl.js";

/** @import { Language } from "../en/index.js" */

/** @type {Language["fill"]} */
export const fill = {
  again: (when, price) => `Ausgefüllt mit Ihren Antworten vom ${when}, genehmigt für ${price}.`,
  againFree: (when) => `Ausgefüllt mit Ihren Antworten vom ${when}. Der Auftrag war kostenlos.`,
  now: (price) => `Jetzt verlangt der Agent ${price}.`,
  samePrice: "Der Preis ist jetzt derselbe.",
  template: (name) => `Ausgefüllt aus Ihrer Vorlage „${name}“.`,
  result: (agent, question) => `In „${question}“ steht das Ergebnis von „${agent}“. Lesen Sie es, bevor Sie es an jemand anderen senden.`,
  resultNowhere: (agent) => `Dieser Agent fragt nach keinem Text; das Ergebnis von „${agent}“ steht deshalb nirgends in seinem Formular.`,
  resultCut: "Es ist zu lang für diese Frage. Nur sein Anfang steht hier.",
  lost: (count) => `${number(count)} ${plural(count, "Antwort fehlt", "Antworten fehlen")}: Der Agent fragt inzwischen etwas anderes, oder ${plural(count, "es war ein Passwort", "es waren Passwörter")}.`,
  draft: "Was Sie hier vorher eingegeben haben, bleibt erhalten, bis Sie etwas ändern oder damit weitermachen.",
  toDraft: "Meine Eingabe verwenden",
  blank: { clipboard: "Kopiertes einsetzen", file: "Textdatei einsetzen\u00a0…" },
  blankIn: (question) => `In „${question}“ ist eine Lücke:`,
  blanksLeft: "Füllen Sie jede Lücke, bevor Sie weitergehen. Es wurde nichts gesendet.",
  clipboardRefused: (blank) => `Kaimono darf nicht lesen, was Sie kopiert haben. Fügen Sie es selbst in das Feld ein, an der Stelle von ${blank}.`,
  fromFile: "Aus einer Datei\u00a0…",
  fromFileInto: (question) => `Text einer Datei für „${question}“`,

  templates: "Vorlagen",
  save: "Als Vorlage speichern\u00a0…",
  saveTitle: "Diese Antworten als Vorlage speichern",
  saveSays: (date, clipboard, file) => `Schreiben Sie ${date}, ${clipboard} oder ${file} in eine Antwort, wo jedes Mal etwas Neues stehen soll. Passwörter bleiben weg.`,
  name: "Name der Vorlage",
  saveGo: "Speichern",
  saved: (name) => `Vorlage „${name}“ gespeichert.`,
  show: "Alle Vorlagen\u00a0…",
  showTitle: "Vorlagen für diesen Agenten",
  none: "Für diesen Agenten gibt es noch keine Vorlagen.",
  use: (name) => `„${name}“ verwenden`,
  useShort: "Verwenden",
  export: "Als Datei speichern",
  exportOf: (name) => `„${name}“ als Datei speichern`,
  remove: "Entfernen",
  removeOf: (name) => `„${name}“ entfernen`,
  import: "Aus einer Datei übernehmen\u00a0…",
  imported: "Die Vorlage wurde übernommen.",
  importedOther: "Die Vorlage wurde übernommen. Sie ist für einen anderen Agenten und steht dort.",
  replaces: (name) => `„${name}“ gibt es schon. Speichern ersetzt sie.`,
  notATemplate: "Diese Datei ist keine Vorlage von Kaimono, oder es steht ein Schlüssel von Ihnen darin. Es wurde nichts übernommen.",

  buyAgain: "Noch einmal kaufen",
  sendTo: "Senden an\u00a0…",
  sendToSays: "Setzt dieses Ergebnis in das Formular eines anderen Agenten ein",
  sendToTitle: "Dieses Ergebnis an einen anderen Agenten senden",
  sendToLead: "Es wird in das Formular des Agenten eingesetzt. Nichts wird gesendet, bevor Sie es dort gelesen und den Auftrag genehmigt haben.",
  sendToNone: "Sie haben noch keinen Agenten vorgemerkt oder angesehen. Öffnen Sie zuerst die Seite eines Agenten.",
};

/** @type {Language["textFile"]} */
export const textFile = {
  large: (most) => `Diese Datei ist größer als ${most}. Es wurde nichts gelesen.`,
  encoding: () => "Diese Datei ist nicht in UTF-8 geschrieben. Speichern Sie sie noch einmal als UTF-8 (in Tabellenkalkulationen: CSV UTF-8), und wählen Sie sie erneut aus.",
  binary: () => "Das ist keine Textdatei. Speichern Sie ein Dokument als Text oder eine Tabelle als CSV, und wählen Sie die aus.",
  unreadable: () => "Diese Datei kann nicht gelesen werden. Prüfen Sie, ob es sie noch gibt und ob Sie sie öffnen dürfen.",
};
