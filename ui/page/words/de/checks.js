// The checks of the terms.

/** @import { Language } from "../en/index.js" */

/** @type {Language["check"]} */
export const check = {
  "identifier-format": "Die Kennung der Zahlung ist lesbar",
  "identifier-unused": "Die Kennung der Zahlung ist neu",
  "agent-identifier": "Die Kennung nennt den Agenten, den Sie gewählt haben",
  "agent-echo": "Die Antwort nennt den Agenten, den Sie gewählt haben",
  "nonce": "Die Kennung enthält die Nummer, die Kaimono diesem Auftrag gab",
  "nonce-echo": "Die Antwort wiederholt diese Nummer",
  "input-hash": "Der Anbieter hat Ihre Antworten unverändert signiert",
  "seller-key": "Der Schlüssel in der Kennung ist der des Anbieters",
  "seller-registered": "Im Register steht derselbe Schlüssel des Anbieters",
  "seller-approved": "Es ist der Anbieter, den Sie genehmigt haben",
  "seller-address": "Die Adresse des Anbieters gehört zu diesem Schlüssel",
  "signature": "Die Signatur des Anbieters ist gültig",
  "deadline-order": "Die Fristen folgen richtig aufeinander",
  "pay-time": "Die Zeit zum Bezahlen reicht",
  "deliver-time": "Die Zeit zum Liefern reicht",
  "unlock-time": "Das Geld wird nicht länger gesperrt, als Sie genehmigt haben",
  "price": "Der Preis ist der, den Sie genehmigt haben",
  "unit": "Der Token ist in diesem Netz bekannt",
  "contract": "Ihr Knoten kann in diesen Treuhandvertrag einzahlen",
  "source-index": "Die signierte Zahlungsquelle ist die des Anbieters",
  "current": "Der Agent wurde nicht durch einen neueren Eintrag ersetzt",
  "registered": "Das Register führt den Agenten noch",
  "layer": "Die Zahlung läuft auf der Hauptkette",
};

/** @type {Language["checkOutside"]} */
export const checkOutside = {
  "price": "Der Agent verlangt einen anderen Preis als den in Ihrer Kaufübersicht, oder mehr als Ihren Höchstbetrag. Es wird nichts bezahlt, solange Sie nicht zustimmen.",
};

/** @type {Language["checkMeans"]} */
export const checkMeans = {
  "identifier-format": "Der Agent ist für etwas anderes gebaut als für die Treuhand von Masumi, oder seine Antwort wurde beschädigt. Ihr Knoten könnte sie nicht bezahlen.",
  "identifier-unused": "Der Agent antwortet mit der Kennung eines früheren Auftrags, aus Versehen oder mit Absicht. Bezahlt würde dann jener Auftrag und nicht dieser.",
  "agent-identifier": "Der Anbieter hat für einen anderen Agenten signiert, vielleicht für eine andere Version von diesem. Das Geld ginge nicht dorthin, wohin Sie wollten.",
  "agent-echo": "Die Antwort spricht von einem anderen Agenten als die Signatur. Vielleicht wurden beim Einrichten zwei verwechselt.",
  "nonce": "Die Signatur wurde für einen anderen Auftrag gemacht, vielleicht für den eines anderen Käufers. Sie könnten nicht nachweisen, dass Ergebnisse Ihre sind.",
  "nonce-echo": "Die Antwort wiederholt eine andere Nummer als die gesendete. Vielleicht gehört sie zu einem anderen Auftrag.",
  "input-hash": "Der Agent würde an etwas anderem arbeiten, als Sie gesendet haben, oder er schreibt dasselbe so, dass niemand sonst es prüfen könnte.",
  "seller-key": "Die Antwort nennt einen Anbieter und ist von einem anderen signiert. Vielleicht steht jemand dazwischen, oder der Agent ist falsch eingerichtet.",
  "seller-registered": "Wer signiert hat, ist nicht der, den das Register als Anbieter nennt. Vielleicht hat ein Fremder die Adresse des Agenten übernommen.",
  "seller-approved": "Der Anbieter ist ein anderer als in Ihrer Kaufübersicht: Vielleicht wurde der Agent inzwischen verkauft. Sehen Sie ihn sich noch einmal an, bevor Sie kaufen.",
  "seller-address": "Das Geld ginge an eine Adresse, die nicht dem gehört, der signiert hat.",
  "signature": "Der Anbieter hat etwas anderes signiert, als der Agent zeigt, zum Beispiel andere Fristen. Was er zeigt, besagt dann nichts.",
  "deadline-order": "Ihr Knoten würde solche Fristen ablehnen, oder es bliebe keine faire Zeit, um zu liefern, zu widersprechen oder über einen Widerspruch zu entscheiden.",
  "pay-time": "Das Angebot läuft ab, bevor das Geld sicher hinterlegt werden könnte. Fragen Sie noch einmal; wenn es so bleibt, lässt der Agent zu wenig Zeit.",
  "deliver-time": "Das Angebot läuft ab, bevor der Agent liefern könnte. Fragen Sie noch einmal; wenn es so bleibt, lässt der Agent zu wenig Zeit.",
  "unlock-time": "Ihr Geld wäre länger gesperrt, als Sie genehmigt haben. Es wird nichts bezahlt, solange Sie nicht noch einmal zustimmen.",
  "price": "Der Preis ist von anderer Art als der, den Sie genehmigt haben, oder er lässt sich nicht lesen. So lässt er sich nicht bezahlen.",
  "unit": "Niemand kann sagen, was dieser Token wert ist. Vielleicht ahmt er mit seinem Namen einen nach, den Sie kennen.",
  "contract": "Das Geld ginge in einen Vertrag, den Ihr Knoten nicht kennt. Nichts garantiert, dass es von dort zurückkommen kann.",
  "source-index": "Der Anbieter hat für eine andere Art der Bezahlung signiert, als der Eintrag anbietet.",
  "current": "Der Anbieter hat einen neueren Eintrag. Preise und Bedingungen von diesem können überholt sein. Suchen Sie den neueren im Markt.",
  "registered": "Der Agent wurde aus dem Register genommen. Niemand steht mehr hinter seinem Eintrag.",
  "layer": "Die Zahlung ginge an der Hauptkette vorbei, wo Ihr Knoten sie weder sehen noch zurückholen kann.",
};

/** @type {Language["checkGroup"]} */
export const checkGroup = { offer: "Das Angebot und Ihr Auftrag", seller: "Der Anbieter", time: "Die Fristen", money: "Das Geld", listing: "Der Eintrag im Register" };

/** @type {Language["known"]} */
export const known = { "now": "Schon bestanden", "later": "Wird geprüft, wenn die Bedingungen da sind", "not-applicable": "Entfällt" };

/** @type {Language["outcome"]} */
export const outcome = { "passed": "Bestanden", "failed": "Nicht bestanden", "warned": "Bestanden, mit einem Hinweis", "not-applicable": "Entfällt", "outside": "Nicht wie genehmigt" };

/** @type {Language["deadlineEnd"]} */
export const deadlineEnd = { payByTime: "Ende der Zahlungsfrist", submitResultTime: "Ende der Lieferfrist", unlockTime: "Ende der Widerspruchsfrist", externalDisputeUnlockTime: "Entscheidung über einen Widerspruch" };
