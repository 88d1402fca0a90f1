// What is wrong with a purchase.
import { dative } from "./intl.js";

/** @import { Language } from "../en/index.js" */
/** @import { Troubled } from "../en/trouble.js" */

/** About when, behind what happens then. @param {string} at a moment in words, or "" */
const about = (at) => (at === "" ? "" : ` (etwa ${at})`);

/** The money returns by itself. @param {Troubled} f @param {(at: string) => string} say */
const returns = (f, say) => (f.due ? "Ihr Knoten holt das Geld jeden Moment zurück." : say(about(f.at)));

/** Until when to act, behind what to do. @param {Troubled} f */
const inTime = (f) => (f.until === "" ? "" : `, und zwar bis ${f.until} (${f.left})`);

/** For how long. @param {Troubled} f */
const since = (f) => dative(f.since);

/** @type {Language["trouble"]} */
export const trouble = {
  "queued": {
    what: (f) => `Ihr Knoten hat diese Zahlung seit ${since(f)} und hat noch nicht damit begonnen: Sein Wallet ist mit einer anderen beschäftigt.`,
    next: (f) => (f.due ? "Die Zahlungsfrist ist vorbei. Ihr Knoten gibt die Zahlung jeden Moment auf." : f.at === "" ? "Die Zahlung wird ausgeführt, wenn sie an der Reihe ist." : `Die Zahlung wird ausgeführt, wenn sie an der Reihe ist. Wenn das zu spät ist, gibt Ihr Knoten sie auf (etwa ${f.at}), und nichts wird bezahlt.`),
    todo: () => "Nichts. Wenn Sie jetzt noch einmal kaufen, kaufen Sie doppelt.",
  },
  "unconfirmed": {
    what: (f) => `Ihr Knoten arbeitet seit ${since(f)} an der Zahlung und hat sie auf der Blockchain noch nicht gesehen.`,
    next: (f) => (f.due ? "Ihr Knoten entscheidet jeden Moment, ob sie rechtzeitig angekommen ist." : "Ihr Knoten sieht sie, sobald genug Blöcke auf sie folgen. Langsame Knoten brauchen fünfzehn Minuten und länger."),
    todo: () => "Nichts. Kaufen Sie nicht noch einmal, bevor bekannt ist, was aus dieser Zahlung geworden ist.",
  },
  "insufficient-funds": {
    what: () => "In keinem Wallet, das hierfür infrage kommt, ist genug.",
    next: (f) => (f.until === "" ? "Nichts, bis Sie es erneut versuchen." : `Nichts, bis Sie es erneut versuchen. Ist bis ${f.until} nicht bezahlt, gibt Ihr Knoten die Zahlung auf, und nichts wird bezahlt.`),
    todo: (f) => `Füllen Sie das Wallet auf und drücken Sie dann „Zahlung erneut versuchen“${inTime(f)}.`,
  },
  "lock-failed": {
    what: () => "Ihr Knoten konnte die Zahlung nicht senden.",
    next: (f) => (f.until === "" ? "Nichts, bis Sie es erneut versuchen." : `Nichts, bis Sie es erneut versuchen. Ist bis ${f.until} nicht bezahlt, gibt Ihr Knoten die Zahlung auf, und nichts wird bezahlt.`),
    todo: (f) => `Lesen Sie unten seine Meldung. Wenn die Ursache behoben ist, drücken Sie „Zahlung erneut versuchen“${inTime(f)}.`,
  },
  "policy-denied": {
    what: () => "Für das Wallet Ihres Knotens gilt eine Regel seines Eigentümers, die diese Zahlung verbietet. Es wurde nichts bezahlt.",
    next: (f) => (f.at === "" ? "Nichts: Dieselbe Zahlung wird wieder abgelehnt." : `Nichts: Dieselbe Zahlung wird wieder abgelehnt. Ihr Knoten gibt sie auf (etwa ${f.at}).`),
    todo: () => "Die Meldung steht unten. Bitten Sie den Eigentümer des Wallets, die Regel zu ändern, oder kaufen Sie etwas, was sie erlaubt.",
  },
  "never-paid": {
    what: () => "Die Zahlungsfrist ist vorbei, und es wurde nichts bezahlt.",
    next: () => "Es geschieht nichts mehr.",
    todo: () => "Wenn Sie es noch wollen, kaufen Sie es erneut auf der Seite des Agenten: Das ist ein neuer Auftrag mit neuen Bedingungen.",
  },
  "lock-lost": {
    what: () => "Ihr Knoten hat die Zahlung gesendet und aus den Augen verloren. Sie kann noch auf die Blockchain kommen.",
    next: (f) => (f.due ? "Ihr Knoten entscheidet jeden Moment, ob sie rechtzeitig angekommen ist." : f.at === "" ? "Kommt sie rechtzeitig an, geht der Kauf weiter." : `Kommt sie rechtzeitig an, geht der Kauf weiter. Sonst gibt Ihr Knoten sie auf (nach ${f.at}).`),
    todo: () => "Sehen Sie sich unten die Transaktion an. Kaimono sendet sie nicht noch einmal. Kaufen Sie nicht noch einmal, bevor Sie Bescheid wissen: Sie könnten doppelt bezahlen.",
  },
  "rolled-back": {
    what: () => "Eine Transaktion dieses Kaufs war auf der Blockchain, und ihr Block wurde zurückgenommen (ein Rollback). Solche Transaktionen kommen meist in einem späteren Block wieder an.",
    next: () => "Kommt sie wieder an, geht der Kauf weiter.",
    todo: () => "Sehen Sie sich unten die Transaktion an. Kommt sie nicht wieder, fragen Sie den Betreiber Ihres Knotens. Kaufen Sie nicht noch einmal, bevor Sie Bescheid wissen: Sie könnten doppelt bezahlen.",
  },
  "lock-invalid": {
    what: () => "Ihr Knoten sagt, dass die Zahlung auf der Blockchain nicht wie vereinbart hinterlegt ist.",
    next: () => "Nichts. Ihr Knoten tut mit diesem Kauf nichts mehr.",
    todo: () => "Sehen Sie sich unten die Transaktion an, zusammen mit dem Betreiber Ihres Knotens. Kaufen Sie nicht noch einmal, bevor Sie wissen, wo das Geld ist.",
  },
  "unseen-by-agent": {
    what: (f) => (f.late ? `Das Geld ist seit ${since(f)} in Treuhand, und der Agent wartet noch darauf. Es wurde spät hinterlegt: Sein eigener Knoten hat wahrscheinlich aufgegeben.` : `Das Geld ist seit ${since(f)} in Treuhand, und der Agent wartet noch darauf. Vielleicht ist sein eigener Knoten langsam.`),
    next: (f) => returns(f, (at) => `Wenn nichts geliefert wird, holt Ihr Knoten das Geld von selbst zurück${at}.`),
    todo: () => "Nichts. Sie können das Geld auch früher zurückfordern; der Knopf dafür ist daneben.",
  },
  "agent-silent": {
    what: (f) => `Der Agent hat seit ${since(f)} nicht geantwortet. Vielleicht kommt er wieder: Der Auftrag bleibt bestehen, und Kaimono fragt weiter.`,
    next: (f) => returns(f, (at) => `Wenn nichts geliefert wird, holt Ihr Knoten das Geld von selbst zurück${at}.`),
    todo: () => "Nichts.",
  },
  "agent-failed": {
    what: () => "Der Agent sagt, dass der Auftrag gescheitert ist.",
    next: (f) => returns(f, (at) => `Ihr Knoten holt das Geld von selbst zurück${at}. Manche Anbieter stimmen der Rückgabe sofort zu.`),
    todo: (f) => (f.late ? "Nichts." : "Nichts. Sie können das Geld auch jetzt zurückfordern: Das kostet eine Netzgebühr und bringt es nur bei Treuhand V2 früher zurück, wenn der Anbieter zustimmt."),
  },
  "unproven": {
    what: (f) => (f.due ? "Der Agent hat geliefert und das nie auf der Blockchain nachgewiesen." : `Der Agent hat vor ${since(f)} geliefert und das auf der Blockchain noch nicht nachgewiesen. Ohne Nachweis wird er nicht bezahlt.`),
    next: (f) => returns(f, (at) => `Kommt kein Nachweis, holt Ihr Knoten das Geld von selbst zurück${at}. Das Ergebnis bleibt hier.`),
    todo: () => "Nichts. Kopieren Sie das Ergebnis, wenn Sie es brauchen; dass es das endgültige ist, ist nicht nachgewiesen.",
  },
  "hash-without-result": {
    what: (f) => (f.late ? "Der Agent hat ein Ergebnis auf der Blockchain nachgewiesen und nie herausgegeben. Die Widerspruchsfrist ist vorbei." : "Der Agent hat ein Ergebnis auf der Blockchain nachgewiesen und noch nicht herausgegeben. Wenn Sie nichts tun, wird er trotzdem dafür bezahlt."),
    next: (f) => (f.due || f.at === "" ? "Der Anbieter kann das Geld jederzeit abholen." : `Der Anbieter kann das Geld ab ${f.at} abholen.`),
    todo: (f) => (f.late ? "Es lässt sich nichts mehr zurückfordern. Kaimono fragt den Agenten weiter nach dem Ergebnis." : "Wenn das Ergebnis nicht kommt, widersprechen Sie rechtzeitig. Kommt es dann doch, können Sie den Widerspruch bei Treuhand V1 zurückziehen."),
  },
  "mismatch": {
    what: () => "Das Ergebnis, das Sie erhalten haben, ist nicht das, was der Agent auf der Blockchain nachgewiesen hat. Die beiden sind nicht genau gleich; das muss kein Betrug sein.",
    next: (f) => (f.due || f.at === "" ? "Der Anbieter kann das Geld jederzeit abholen." : `Der Anbieter kann das Geld ab ${f.at} abholen.`),
    todo: (f) => (f.late ? "Es lässt sich nichts mehr zurückfordern." : "Sehen Sie sich das Ergebnis an. Wenn es nicht das ist, wofür Sie bezahlt haben, widersprechen Sie rechtzeitig."),
  },
  "disputed": {
    what: () => "Das Geld ist zurückgefordert, und auf der Blockchain ist ein Ergebnis nachgewiesen: Das ist ein Widerspruch. Wann er endet, steht nicht fest.",
    next: (f) => (f.due || f.at === "" ? "Die Masumi-Admins dürfen jetzt entscheiden. Diese können das Geld zwischen Ihnen und dem Anbieter aufteilen und bestimmen selbst, wann." : `Ab ${f.at} dürfen die Masumi-Admins entscheiden. Diese können das Geld zwischen Ihnen und dem Anbieter aufteilen und bestimmen selbst, wann.`),
    todo: () => "Warten Sie oder einigen Sie sich mit dem Anbieter: Er kann der Rückerstattung jederzeit zustimmen.",
  },
  "different": {
    what: () => "Was Ihr Knoten hat, ist nicht das, was Sie genehmigt haben.",
    next: () => "Nichts. Kaimono tut mit diesem Kauf von selbst nichts mehr; nach dem Ergebnis fragt es den Agenten weiter.",
    todo: () => "Vergleichen Sie die Werte unten und zeigen Sie sie dem Betreiber Ihres Knotens.",
  },
  "payment-unknown": {
    what: (f) => `Seit ${since(f)} ist nicht geklärt, ob Ihr Knoten diese Zahlung hat.`,
    next: () => "Kaimono fragt Ihren Knoten weiter, bevor es irgendetwas anderes tut. Es bezahlt nie doppelt.",
    todo: () => "Sorgen Sie dafür, dass Ihr Knoten läuft und antwortet. Kaufen Sie nicht noch einmal, bevor das geklärt ist.",
  },
  "agent-forgot": {
    what: (f) => `Der Agent sagt seit ${since(f)}, dass er diesen Auftrag nicht kennt. Wahrscheinlich wurde er neu gestartet und hat ihn verloren.`,
    next: (f) => returns(f, (at) => `Wenn nichts geliefert wird, holt Ihr Knoten das Geld von selbst zurück${at}.`),
    todo: () => "Nichts. Sie können das Geld auch früher zurückfordern; der Knopf dafür ist daneben.",
  },
  "lock-overdue": {
    what: (f) => (f.at === "" ? "Ihr Knoten hätte längst sagen müssen, ob die Zahlung angekommen ist, und hat es nicht getan." : `Ihr Knoten hätte bis ${f.at} sagen müssen, ob die Zahlung angekommen ist, und hat es nicht getan.`),
    next: () => "Nichts, womit sich rechnen ließe.",
    todo: () => "Fragen Sie den Betreiber Ihres Knotens, was daraus geworden ist. Kaufen Sie nicht noch einmal, bevor Sie Bescheid wissen: Sie könnten doppelt bezahlen.",
  },
  "refund-overdue": {
    what: (f) => (f.at === "" ? `Der Anbieter hat vor ${since(f)} zugestimmt, und Ihr Knoten hat das Geld nicht zurückgeholt.` : `Ihr Knoten hätte das Geld schon zurückholen müssen (etwa ${f.at}) und hat es nicht getan.`),
    next: () => "Er kann es noch zurückholen, und sonst kann niemand das Geld nehmen. Wann er es tut, lässt sich nicht sagen.",
    todo: () => "Fragen Sie den Betreiber Ihres Knotens: Vielleicht läuft er nicht, oder es ist ausgeschaltet, dass er Geld von selbst zurückholt.",
  },
  "request-overdue": {
    what: (f) => `Ihr Knoten hat Ihren Antrag seit ${since(f)} und hat ihn nicht auf die Blockchain gebracht.`,
    next: () => "Er kann es noch tun, bis kurz vor dem Ende der Widerspruchsfrist.",
    todo: () => "Fragen Sie den Betreiber Ihres Knotens: Vielleicht läuft er nicht, oder in seinem Wallet fehlen ADA für die Gebühr.",
  },
  "request-too-late": {
    what: () => "Ihr Knoten hat Ihren Antrag nicht auf die Blockchain gebracht, bevor die Widerspruchsfrist endete.",
    next: () => "Der Kauf geht weiter, als hätten Sie nichts beantragt.",
    todo: () => "Nichts: Ein neuer Antrag ist nicht mehr möglich.",
  },
  "not-collected": {
    what: () => "Der Anbieter hat nach Ihrem Widerspruch zugestimmt, das Geld zurückzugeben. Bei Treuhand V1 holt es dann kein Knoten von selbst ab.",
    next: () => "Nichts. Das Geld bleibt in Treuhand.",
    todo: (f) => `Bitten Sie den Betreiber Ihres Knotens, es abzuholen, oder schreiben Sie den Masumi-Admins.${f.until === "" ? "" : ` Wenn Sie Ihren Antrag zurückziehen, kann der Anbieter bis ${f.until} noch einmal liefern und bezahlt werden.`}`,
  },
  "node-stuck": {
    what: () => "Ihr Knoten kommt mit etwas nicht weiter, was er für diesen Kauf tun sollte.",
    next: () => "Nichts, bis sich jemand den Knoten ansieht.",
    todo: () => "Zeigen Sie dem Betreiber Ihres Knotens die Meldung unten.",
  },
  "foreign": {
    what: () => "Ihr Knoten sagt, dass er diesen Kauf schon hat und dass Ihr Schlüssel ihn nicht sehen darf. Gekauft wurde mit einem anderen Schlüssel.",
    next: () => "Nichts. Kaimono übernimmt ihn nicht und sendet ihn nicht noch einmal.",
    todo: () => "Fragen Sie den Betreiber Ihres Knotens, zu welchem Schlüssel er gehört. Nur mit diesem lässt sich das Geld zurückfordern.",
  },
  "denied": {
    what: () => "Ihr Knoten kannte diesen Kauf früher und kennt ihn nicht mehr. Es ist ein anderer Knoten, oder er wurde neu eingerichtet.",
    next: () => "Nichts, was Kaimono sehen könnte. Das Geld ist, wo es war, und dieser Knoten tut nichts damit.",
    todo: () => "Lassen Sie den früheren Knoten wieder unter dieser Adresse antworten: Nur er kann das Geld zurückfordern. Sind seine Daten verloren, fragen Sie den Betreiber.",
  },
};

/** @type {Language["troubled"]} */
export const troubled = {
  side: "Wo das Problem liegt",
  money: "Ihr Geld",
  next: "Was als Nächstes geschieht",
  todo: "Was Sie tun können",
  until: (when, left) => `Widersprechen Sie bis ${when} (${left})`,
};

/** @type {Language["shortage"]} */
export const shortage = {
  title: "Was diese Zahlung braucht",
  needed: "Nötig",
  held: "Im Wallet",
  missing: "Fehlt",
  notKnown: "nicht bekannt",
  estimate: "Nötig sind Preis, Pfand und Netzgebühr zusammen; das Pfand kommt zurück. Pfand und Gebühr sind Schätzungen, eher zu hoch als zu niedrig.",
  scattered: "Ihr Knoten bezahlt einen Kauf aus einem einzigen Wallet: Zusammen enthalten die Wallets, die hierfür infrage kommen, genug, aber keines allein.",
  enough: "Im Wallet ist jetzt genug. Versuchen Sie die Zahlung erneut.",
  send: {
    any: "Senden Sie, was fehlt, an das Wallet Ihres Knotens",
    Web3CardanoV1: "Senden Sie, was fehlt, an das Wallet Ihres Knotens für V1-Käufe",
    Web3CardanoV2: "Senden Sie, was fehlt, an das Wallet Ihres Knotens für V2-Käufe",
  },
  maybe: {
    Web3CardanoV1: "Diese Adresse haben Sie eingegeben, und Ihr Knoten hat nicht gesagt, welche Käufe sie bezahlt. Vergewissern Sie sich in der Verwaltung des Knotens, dass es das Wallet für V1 ist.",
    Web3CardanoV2: "Diese Adresse haben Sie eingegeben, und Ihr Knoten hat nicht gesagt, welche Käufe sie bezahlt. Vergewissern Sie sich in der Verwaltung des Knotens, dass es das Wallet für V2 ist.",
  },
  unknown: {
    any: "Kaimono kennt die Adresse des Wallets Ihres Knotens noch nicht. Sie steht in der Verwaltung des Knotens; eingeben können Sie sie unter",
    Web3CardanoV1: "Kaimono kennt die Adresse des Wallets Ihres Knotens für V1-Käufe noch nicht. Sie steht in der Verwaltung des Knotens; eingeben können Sie sie unter",
    Web3CardanoV2: "Kaimono kennt die Adresse des Wallets Ihres Knotens für V2-Käufe noch nicht. Sie steht in der Verwaltung des Knotens; eingeben können Sie sie unter",
  },
  look: "Wallet erneut ansehen",
  play: "Spielgeld in den Einstellungen hinzufügen",
};
