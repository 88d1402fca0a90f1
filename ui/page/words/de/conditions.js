// Was das Bezahlen eines Kaufs braucht, und wie es um alles davon steht.
import { number, plural } from "./intl.js";

/** @import { Facts } from "../../../types/contract.js" */
/** @import { Language } from "../en/index.js" */

/** @type {Language["conditions"]} */
export const conditions = {
  title: "Was zum Bezahlen nötig ist",
  state: { passed: "Vorhanden", warned: "Reicht vielleicht nicht", failed: "Fehlt", skipped: "Noch nicht bekannt" },
  there: (known, later) => (later === 0 ? "Alles vorhanden" : `${number(known)} vorhanden, ${number(later)} noch nicht bekannt`),
  missing: (failed, warned) => (failed === 0 ? `${number(warned)} ${plural(warned, "Hinweis", "Hinweise")} zum Bezahlen` : `Zum Bezahlen ${plural(failed, "fehlt", "fehlen")} noch ${number(failed)} ${plural(failed, "Voraussetzung", "Voraussetzungen")}`),
  rest: "Was sonst zum Bezahlen nötig ist",
  read: "Kaimono fragt Ihren Knoten und seine Wallets.",
};

/** @type {Language["conditionName"]} */
export const conditionName = {
  node: "Knoten",
  key: "Schlüssel",
  quota: "Ausgabenlimit",
  source: "Treuhandvertrag",
  wallet: "Wallet",
  tokens: "Token",
  ada: "ADA",
  collateral: "Sicherheit",
  time: "Zeit zum Bezahlen",
  limits: "Ihre Limits",
};

/** @type {Language["conditionSays"]} */
export const conditionSays = {
  node: {
    passed: (f) => (f.label && f.host ? `„${f.label}“ unter ${f.host} antwortet und bezahlt.` : "Ihr Knoten antwortet."),
    failed: (f) => (f.label && f.host ? `„${f.label}“ unter ${f.host} würde bezahlen. Er antwortet jetzt nicht oder lehnt Ihren Schlüssel ab.` : "Ihr Knoten antwortet jetzt nicht oder lehnt Ihren Schlüssel ab."),
  },
  key: {
    passed: () => "Ihr Schlüssel darf in diesem Netz zahlen.",
    failed: () => "Ihr Schlüssel darf in diesem Netz nicht zahlen. Bitten Sie den Betreiber um einen, der es darf.",
    skipped: () => "Ihr Knoten hat noch nicht gesagt, was Ihr Schlüssel darf.",
  },
  quota: {
    passed: () => "Ihr Schlüssel hat kein Ausgabenlimit.",
    warned: (f) => (f.left ? `Ihr Schlüssel hat ein Ausgabenlimit: ${f.left}. Manche Knoten verbrauchen es mit dem ersten Kauf ganz, egal, was der kostet.` : "Ihr Schlüssel hat ein Ausgabenlimit. Manche Knoten verbrauchen es mit dem ersten Kauf ganz, egal, was der kostet."),
    failed: (f) => (f.unmatched ? `Das Ausgabenlimit Ihres Schlüssels von ${f.unmatched} steht in der Einheit „lovelace“, die Ihr Knoten für keinen Kauf anrechnet. Deshalb wird er das ablehnen. Bitten Sie den Betreiber, das Ausgabenlimit für ADA mit leerer Einheit einzutragen.` : f.left ? `Ihr Schlüssel darf nur noch ${f.left} ausgeben, deshalb wird Ihr Knoten das ablehnen. Bitten Sie den Betreiber, das Ausgabenlimit zu erhöhen.` : "Das Ausgabenlimit Ihres Schlüssels ist aufgebraucht, deshalb wird Ihr Knoten das ablehnen. Bitten Sie den Betreiber, das Ausgabenlimit zu erhöhen."),
    skipped: () => "Ihr Knoten hat noch nicht gesagt, ob Ihr Schlüssel ein Ausgabenlimit hat.",
  },
  source: {
    passed: () => "Ihr Knoten zahlt in den Vertrag ein, den dieser Agent verwendet.",
    failed: () => "Ihr Knoten zahlt nicht in den Vertrag ein, den dieser Agent verwendet. Der Betreiber kann eine Zahlungsquelle dafür einrichten.",
    skipped: () => "Ihr Knoten hat noch nicht gesagt, in welche Verträge er einzahlt.",
  },
  wallet: {
    passed: (f) => (f.among ? `${f.among} Wallets Ihres Knotens können das bezahlen, und Ihr Knoten wählt. Was hier steht, gilt für das, das am ehesten genug hat.` : "Das Wallet, das hierfür bezahlt, ist bekannt."),
    warned: () => "Kaimono kennt nur Wallets, die in den anderen Treuhandvertrag einzahlen. Die können das nicht bezahlen.",
    skipped: () => "Kaimono weiß nicht, welches Wallet hierfür bezahlt oder wie viel darin ist. Ist es zu wenig, bleibt die Zahlung hängen, bis Sie es auffüllen.",
  },
  tokens: {
    passed: (f) => (f.needed ? `Die ${f.needed} des Preises sind da.` : "Der Preis ist da."),
    failed: held,
    skipped: (f) => (f.needed ? `Im Wallet, das hierfür bezahlt, müssen ${f.needed} sein.` : "Im Wallet, das hierfür bezahlt, muss der Preis sein."),
  },
  ada: {
    passed: (f) => (f.needed ? `Die ${f.needed} für alles, was in ADA bezahlt wird (mit Pfand und Netzgebühr), sind da.` : "Die ADA für Pfand und Netzgebühr sind da."),
    failed: held,
    skipped: (f) => (f.needed ? `Im Wallet, das hierfür bezahlt, müssen ${f.needed} sein, mit Pfand und Netzgebühr.` : "Im Wallet, das hierfür bezahlt, müssen ADA für Pfand und Netzgebühr sein."),
  },
  collateral: {
    passed: (f) => (f.needed ? `Nach dem Bezahlen sind noch die ${f.needed} im Wallet, die Ihr Knoten dort als Sicherheit braucht, wenn er Geld zurückfordert.` : "Nach dem Bezahlen ist noch im Wallet, was als Sicherheit nötig ist, um Geld zurückzufordern."),
    warned: (f) => (f.left && f.needed ? `Nach dem Bezahlen sind nur noch ${f.left} im Wallet. Um Geld zurückzufordern, braucht Ihr Knoten dort ${f.needed} als Sicherheit; ausgegeben werden sie nicht. Füllen Sie es auf, bevor Sie das brauchen.` : "Nach dem Bezahlen ist nur noch wenig im Wallet. Um Geld zurückzufordern, braucht Ihr Knoten dort einige ADA als Sicherheit; ausgegeben werden sie nicht."),
    skipped: (f) => (f.needed ? `Um Geld zurückzufordern, braucht Ihr Knoten ${f.needed} im Wallet als Sicherheit; ausgegeben werden sie nicht.` : "Um Geld zurückzufordern, braucht Ihr Knoten einige ADA im Wallet als Sicherheit; ausgegeben werden sie nicht."),
  },
  time: {
    passed: (f) => (f.until ? `Sie können bis ${f.until} genehmigen. Danach bleibt zu wenig Zeit zum Bezahlen.` : "Es ist noch Zeit zum Bezahlen."),
    failed: (f) => (f.until ? `Genehmigen ließ sich das bis ${f.until}. Jetzt bleibt zu wenig Zeit zum Bezahlen.` : "Es bleibt zu wenig Zeit zum Bezahlen."),
    skipped: () => "Bis wann bezahlt werden kann, sagt der Agent, wenn er den Auftrag annimmt. Ist das für Ihren Knoten zu bald, wird nichts bezahlt.",
  },
  limits: {
    passed: () => "Ihre Limits erlauben es.",
    failed: () => "Ihre eigenen Limits erlauben es jetzt nicht.",
  },
};

/** @param {Facts} f */
function held(f) {
  if (f.scattered) return `Ihr Knoten bezahlt einen Kauf aus einem einzigen Wallet. Zusammen enthalten die Wallets, die hierfür infrage kommen, genug, aber keines allein${f.missing ? `: Dem, das am ehesten genug hat, fehlen ${f.missing}` : ""}.`;
  return f.missing ? `Im Wallet, das hierfür bezahlt, fehlen ${f.missing}. Füllen Sie es zuerst auf, sonst bleibt die Zahlung hängen.` : "Im Wallet, das hierfür bezahlt, ist nicht genug. Füllen Sie es zuerst auf, sonst bleibt die Zahlung hängen.";
}
