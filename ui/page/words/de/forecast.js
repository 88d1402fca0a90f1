// Was aus Käufen wird, wenn niemand etwas tut, und welche Fristen bevorstehen.
import { number, plural } from "./intl.js";

/** @import { Language } from "../en/index.js" */

/** @type {Language["forecast"]} */
export const forecast = {
  title: "Wenn Sie nichts tun",
  given: {
    "nothing": (then) => then,
    "result": (then) => `Wird rechtzeitig ein Ergebnis geliefert: ${then}`,
    "no-result": (then) => `Wird nicht rechtzeitig geliefert: ${then}`,
    "no-lock": (then) => `Erreicht die Zahlung die Blockchain nicht: ${then}`,
  },
  onlyIf: { "result": "wenn ein Ergebnis geliefert wird", "no-result": "wenn keines geliefert wird", "no-lock": "wenn nicht bezahlt wird" },
  notBefore: (clock) => `frühestens ${clock}`,
  soon: "jeden Moment",
  noTime: "Zeitpunkt nicht bekannt",
  fees: (fees) => `Das Wallet Ihres Knotens zahlt dafür Netzgebühren von höchstens ${fees}.`,
  deposit: (deposit) => `Auch das Pfand von ${deposit} kommt zurück.`,
  node: "Ihr Knoten holt Geld von selbst zurück, solange er läuft. Kaimono muss dafür nicht laufen.",
};

/** @type {Language["ending"]} */
export const ending = {
  "free": () => "Es wird nichts bezahlt: Dieser Auftrag ist kostenlos.",
  "in-wallet": () => "Es wird nichts bezahlt. Das Geld bleibt im Wallet Ihres Knotens.",
  "seller": (price, when) => (when === "" ? `${price} gehen an den Anbieter.` : `${price} gehen an den Anbieter, ${when}.`),
  "back": (price, when) => (when === "" ? `${price} kommen zu Ihnen zurück.` : `${price} kommen zu Ihnen zurück, ${when}.`),
  "divided": (price) => `Die Masumi-Admins haben ${price} aufgeteilt.`,
  "undecided": (price, when) => (when === "" ? `Die Masumi-Admins entscheiden über ${price}. Es gibt keine Frist, bis zu der sie das tun müssen.` : `Die Masumi-Admins entscheiden über ${price}, ${when}. Es gibt keine Frist, bis zu der sie das tun müssen.`),
  "uncollected": (price) => `${price} bleiben in Treuhand, weil kein Knoten sie von selbst abholt.`,
  "unknown": (price) => (price === "" ? "Was aus dem Geld wird, lässt sich nicht sagen." : `Was aus ${price} wird, lässt sich nicht sagen.`),
};

/** @type {Language["foretold"]} */
export const foretold = {
  "job-starts": "Der Auftrag beginnt",
  "payment-starts": "Ihr Knoten soll bezahlen",
  "approval-runs-out": "Die Genehmigung läuft ab",
  "question-runs-out": "Die Frage läuft ab",
  "carried-out": "Ihr Knoten führt Ihren Antrag aus",
  "pay-by": "Zahlungsfrist",
  "given-up": "Ihr Knoten gibt die Zahlung auf",
  "result-due": "Lieferfrist",
  "objection-closes": "Ihre Widerspruchsfrist endet",
  "seller-paid": "Der Anbieter kann bezahlt werden",
  "automatic-refund": "Ihr Knoten holt das Geld zurück",
  "refund-paid-out": "Ihr Knoten holt das Geld ab",
  "admins-decide": "Die Masumi-Admins dürfen entscheiden",
};

/** @type {Language["outlook"]} */
export const outlook = {
  untilWeek: (parts) => `Wenn Sie bis Ende der Woche nichts tun: ${parts}.`,
  whole: (parts) => `Wenn Sie nichts tun: ${parts}.`,
  nothing: "es fließt kein Geld",
  deposits: (deposits) => `${deposits} Pfand kommen zurück`,
  questions: (count, when) => (count === 1 ? `eine Frage läuft ab (${when})` : `${number(count)} ${plural(count, "Frage läuft", "Fragen laufen")} ab, die erste ${when}`),
  approvals: (count, when) => (count === 1 ? `eine Genehmigung läuft ab (${when})` : `${number(count)} ${plural(count, "Genehmigung läuft", "Genehmigungen laufen")} ab, die erste ${when}`),
  fees: (fees) => `Dazu kommen Netzgebühren von höchstens ${fees}.`,
  week: "Vorschau bis Ende der Woche",
  all: "Vorschau bis zum Schluss",
};

/** @type {Language["becomes"]} */
export const becomes = {
  paid: (amounts) => `${amounts} gehen an Anbieter`,
  back: (amounts) => `${amounts} kommen zurück`,
  open: (amounts) => `${amounts} werden ausgezahlt oder kommen zurück, je nachdem, was Anbieter und Admins tun`,
  undecided: (amounts) => `${amounts} warten auf die Masumi-Admins`,
  uncollected: (amounts) => `${amounts} bleiben in Treuhand`,
  unknown: (amounts) => `was aus ${amounts} wird, lässt sich nicht sagen`,
};

/** @type {Language["agenda"]} */
export const agenda = {
  title: "Fristen",
  lead: "Alle Fristen Ihrer offenen Käufe, die nächste zuerst.",
  open: "Alle Fristen auf einen Blick",
  today: "Heute",
  tomorrow: "Morgen",
  week: "Diese Woche",
  later: "Später",
  emptyTitle: "Keine Fristen",
  emptySays: "Sobald Sie etwas kaufen, stehen hier die Zeitpunkte, auf die es ankommt.",
  look: "Kauf ansehen",
  more: (count) => `${number(count)} spätere ${plural(count, "Frist steht", "Fristen stehen")} hier nicht. Die Kalenderdatei enthält alle.`,
  save: "Als Kalender speichern",
  saveSays: "Die Datei passt zu jedem Kalender. Wenn Sie sie später noch einmal einlesen, werden verschobene Zeitpunkte angepasst, und keiner erscheint doppelt.",
  saved: (path) => `Gespeichert als ${path}`,
  path: "den Namen der Datei",
  unnamed: "Agent ohne Namen",
};
