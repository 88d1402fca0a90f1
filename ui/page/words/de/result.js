// The result and its proof.
import { number, plural } from "./intl.js";

/** @import { Language } from "../en/index.js" */

/** @type {Language["result"]} */
export const result = {
  title: "Ergebnis",
  fromAgent: "Das hat der Agent geschrieben. Niemand hat geprüft, was darin steht.",
  partial: "Noch nicht fertig: So weit ist der Agent bisher.",
  ofFailed: "Der Agent sagt, dass der Auftrag gescheitert ist. So weit war er.",
  copy: "Ergebnis kopieren",
  copyBeginning: "Anfang kopieren",
  read: "Lesen",
  close: "Schließen",
  outline: "Gliederung",
  unnamedHeading: "Überschrift ohne Text",
  asWritten: "Wie geschrieben",
  onlyBeginning: "(nur der Anfang)",
  save: "Speichern",
  saveOriginal: "Original",
  saveOriginalSays: "Genau die Bytes, für die der Nachweis gilt",
  saveText: { markdown: "Markdown (.md)", json: "JSON (.json)", text: "Text (.txt)" },
  savePage: "Seite (.html)",
  savePageSays: "Für jeden Browser, zum Lesen und Drucken",
  pageTitle: (agent) => `Ein Ergebnis von ${agent}`,
  pageCame: (when) => `Erhalten: ${when}`,
  pageBytes: (size, hash) => `Das Original hat ${size}. SHA-256: ${hash}`,
  pageCut: "Das ist nur der Anfang. Speichern Sie das Original, um alles zu haben.",
  print: "Drucken\u00a0…",
  savedAt: (path) => `Gespeichert unter ${path}`,
  savedPath: "den Pfad",
  copyTable: "Als CSV kopieren",
  moreRows: (count) => `${number(count)} weitere ${plural(count, "Zeile", "Zeilen")}`,
  copyTableDone: "Tabelle kopiert",
  table: (which) => `Tabelle ${number(which)}`,
  truncated: (size) => `Es wird nur der Anfang gezeigt. Das ganze Ergebnis ist ${size} groß.`,
  empty: "Das Ergebnis ist leer.",
  links: (count) => (count === 1
    ? "Das Ergebnis ist nur ein Link: Was Sie gekauft haben, liegt dahinter, unter der Adresse unten, und Kaimono holt es nur, wenn Sie es wollen. Der Nachweis auf der Blockchain gilt nur für den Link, nicht für die Datei. Wer jenen Server betreibt, kann sie ändern oder entfernen: Sehen Sie sie deshalb an, solange Sie noch widersprechen können, und behalten Sie eine Kopie."
    : "Das Ergebnis besteht nur aus Links: Was Sie gekauft haben, liegt dahinter, unter den Adressen unten, und Kaimono holt es nur, wenn Sie es wollen. Der Nachweis auf der Blockchain gilt nur für die Links, nicht für die Dateien. Wer jenen Server betreibt, kann sie ändern oder entfernen: Sehen Sie sie deshalb an, solange Sie noch widersprechen können, und behalten Sie eine Kopie."),
  failure: "Das liest sich wie eine Fehlermeldung, aber der Agent nennt es sein Ergebnis. Kaimono unternimmt deshalb von selbst nichts. Sehen Sie es sich an. Wenn es nicht das ist, wofür Sie bezahlt haben, widersprechen Sie, solange Zeit ist.",
  objectUntil: (when, left) => `Sie können bis ${when} widersprechen (${left}).`,
  toButton: "Zum Knopf",
};

/** @type {Language["files"]} */
export const files = {
  leads: (count) => `${number(count)} ${plural(count, "Link", "Links")} darin`,
  says: "Wenn Sie eine Datei holen, bewahrt Kaimono sie bei diesem Kauf auf. Der Server erfährt Ihre IP-Adresse. Der Nachweis auf der Blockchain gilt nicht für die Datei.",
  elsewhere: "Von Links geholt, die nicht mehr darin stehen",
  open: "Öffnen",
  fetch: "Datei holen",
  fetching: "Wird geholt\u00a0…",
  path: "den Pfad der Datei",
  where: "Wo sie liegt",
  more: "Wo sie liegt, und ihr SHA-256",
  another: "Unter dieser Adresse lag vorher eine andere Datei. Beide sind aufbewahrt.",
  gone: "Die Datei ist nicht mehr da oder wurde seitdem geändert.",
  careful: "Beim Öffnen kann etwas ausgeführt oder jemand angefragt werden. Kaimono öffnet sie nicht.",
  kind: { pdf: "PDF", picture: "Bild", sound: "Ton", film: "Film", archive: "Archiv oder Office-Dokument", program: "Programm", page: "Webseite", text: "Text", unknown: "Unbekannte Art" },
  missed: {
    "too-large": "Die Datei ist größer als 50\u00a0MB. Kaimono holt sie nicht.",
    "gone": "Der Server hat keine solche Datei oder hat sie nicht mehr.",
    "not-allowed": "Die Adresse beginnt nicht mit https oder führt in ein privates Netz. Kaimono geht dort nicht hin.",
    "silent": "Der Server hat nicht geantwortet oder abgebrochen. Es wurde nichts gespeichert. Sie können es noch einmal versuchen.",
    "refused": "Der Server gibt die Datei nicht heraus.",
    "full": "Von diesem Kauf sind 50\u00a0Dateien da. Kaimono holt keine weiteren.",
  },
};

/** @type {Language["hash"]} */
export const hash = {
  "verified": { word: "Nachgewiesen", says: "Der Anbieter hat den Nachweis dieses Ergebnisses auf die Blockchain gebracht. Ob der Inhalt stimmt, sagt das nicht." },
  "waiting": { word: "Nachweis steht aus", says: "Der Nachweis des Anbieters ist noch nicht auf der Blockchain. Meist folgt er in wenigen Minuten." },
  "checking": { word: "Wird geprüft", says: "Der Nachweis ist auf der Blockchain. Kaimono vergleicht das Ergebnis damit." },
  "withdrawn": { word: "Nachweis zurückgezogen", says: "Auf der Blockchain war ein Nachweis, und der Anbieter hat ihn zurückgezogen." },
  "mismatch": { word: "Passt nicht", says: "Der Nachweis auf der Blockchain gehört nicht zu diesem Ergebnis. Die beiden sind nicht genau gleich; das muss kein Betrug sein." },
  "no-result": { word: "Nachweis ohne Ergebnis", says: "Auf der Blockchain ist ein Nachweis, aber vom Agenten kam kein Ergebnis an." },
  "only-hash": { word: "Nur der Fingerabdruck", says: "Der Agent hat als Ergebnis den Nachweis selbst gesendet und nicht das, was er nachweist. Sie haben kein Ergebnis. Kaimono fragt weiter danach." },
  "beyond": { word: "Hier nicht prüfbar", says: "Auf der Blockchain ist ein Nachweis. Ob das Ergebnis dazu passt, kann Kaimono nicht feststellen. Es ist weder nachgewiesen noch widerlegt." },
  "not-verifiable": { word: "Nicht nachweisbar", says: "Auf der Blockchain gibt es nichts, womit sich das vergleichen ließe." },
};

/** @type {Language["proven"]} */
export const proven = {
  "spec": "Nachgewiesen: Zeichen für Zeichen",
  "escaped": "Nachgewiesen: Zeichen für Zeichen",
  "bare": "Nachgewiesen: Zeichen für Zeichen",
  "json-text": "Nachgewiesen: diese Werte, vielleicht anders geschrieben",
  "bare-json-text": "Nachgewiesen: diese Werte, vielleicht anders geschrieben",
  "raw-member": "Zum Teil nachgewiesen: der Text, der „raw“ heißt",
  "after-message": "Zum Teil nachgewiesen: der Text nach der Nachricht",
  "after-input-hash": "Nachgewiesen: Zeichen für Zeichen",
  "chained": "Nachgewiesen: Zeichen für Zeichen",
  "no-separator": "Nachgewiesen: Zeichen für Zeichen",
};

/** @type {Language["beyond"]} */
export const beyond = {
  "too-large": "Die Antwort des Agenten ist größer als die 4\u00a0MB, die Kaimono annimmt.",
  "not-taken-apart": "Kaimono kann sein JSON nicht zerlegen: Es ist zu tief verschachtelt, ungewöhnlich geschrieben, oder ein Name kommt darin zweimal vor. Aus den Bytes, wie sie kamen, ist der Hash nicht gebildet.",
  "too-many-forms": "Es ist so groß und lässt sich auf so viele Weisen schreiben, dass Kaimono nicht alle versucht hat. Keine der versuchten ergibt den Hash.",
};

/** @type {Language["hashing"]} */
export const hashing = {
  onChain: "Auf der Blockchain",
  computed: "Was Sie erhalten haben",
  before: "Vorher auf der Blockchain",
  checked: (when) => `Das wurde ${when} geprüft.`,
  again: (when) => `Der Anbieter hat einen anderen Nachweis auf die Blockchain gebracht. Es wurde ${when} noch einmal geprüft.`,
};

/** @type {Language["variant"]} */
export const variant = {
  "spec": "Byte für Byte, mit dem Hash nach MIP-004.",
  "escaped": "Byte für Byte; für den Hash wurde der Text als JSON geschrieben, wie es der offizielle Agentenbaukasten tut.",
  "bare": "Hash ohne die Nummer dieses Auftrags.",
  "json-text": "Hash des JSON-Textes; Abstände und Reihenfolge können anders gewesen sein.",
  "bare-json-text": "Hash des JSON-Textes ohne die Nummer dieses Auftrags; Abstände und Reihenfolge können anders gewesen sein.",
  "raw-member": "Der Hash gilt nur für den Text darin, der „raw“ heißt. Alles andere darin ist nicht nachgewiesen.",
  "after-message": "Der Hash gilt nur für den Text nach einer Leerzeile. Die Nachricht davor ist nicht nachgewiesen.",
  "after-input-hash": "Auf der Blockchain stehen zwei Hashes hintereinander. Der zweite ist der dieses Ergebnisses.",
  "chained": "Hash zusammen mit den Antworten davor.",
  "no-separator": "Hash ohne das Trennzeichen.",
};
