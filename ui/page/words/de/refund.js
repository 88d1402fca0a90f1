// Escrow, its deadlines, and asking for the money back.

/** @import { Language } from "../en/index.js" */

/** @type {Language["timeline"]} */
export const timeline = {
  title: "Treuhand",
  word: { paying: "Zahlungsfrist", working: "Lieferfrist", objecting: "Widerspruchsfrist", disputing: "bis die Admins entscheiden dürfen" },
  says: {
    paying: {
      "ahead": (when) => `Bis ${when} muss das Geld hinterlegt sein.`,
      "if-delivered": (when) => `Bis ${when} muss das Geld hinterlegt sein.`,
      "past": (when) => `Die Zahlungsfrist ist vorbei (${when}).`,
      "done": () => "Das Geld wurde hinterlegt.",
      "was": (when) => `Zahlung bis ${when}`,
    },
    working: {
      "ahead": (when) => `Bis ${when} muss der Agent liefern.`,
      "if-delivered": (when) => `Bis ${when} muss der Agent liefern.`,
      "past": (when) => `Die Lieferfrist ist vorbei (${when}).`,
      "done": () => "Der Agent hat rechtzeitig einen Nachweis auf die Blockchain gebracht.",
      "was": (when) => `Lieferung bis ${when}`,
    },
    objecting: {
      "ahead": (when) => `Bis ${when} können Sie widersprechen. Danach wird der Anbieter bezahlt.`,
      "if-delivered": (when) => `Wenn ein Ergebnis kommt, können Sie ihm bis ${when} widersprechen.`,
      "past": (when) => `Die Widerspruchsfrist ist vorbei (${when}).`,
      "done": () => "Sie haben das Geld rechtzeitig zurückgefordert.",
      "was": (when) => `Widerspruch bis ${when}`,
    },
    disputing: {
      "ahead": (when) => `Ab ${when} dürfen die Admins über einen Widerspruch entscheiden.`,
      "if-delivered": (when) => `Ab ${when} dürfen die Admins über einen Widerspruch entscheiden.`,
      "past": (when) => `Die Admins dürfen über den Widerspruch entscheiden (seit ${when}).`,
      "done": () => "Die Admins haben entschieden.",
      "was": (when) => `Entscheidung der Admins ab ${when}`,
    },
  },
  label: (now) => `Fristen der Treuhand, maßstäblich gezeichnet. Jetzt ist es ${now}.`,
};

/** @type {Language["refund"]} */
export const refund = { title: "Geld zurück" };

/** What the node does with what it was asked for, and from when on. @param {string} actsAt */
const takesMinutes = (actsAt) => (actsAt === "" ? "Das dauert einige Minuten, bei einem langsamen Knoten bis zu einer halben Stunde." : `Nach Ihrem letzten Schritt verlangt die Blockchain eine Wartezeit: Ihr Knoten führt das ab ${actsAt} aus.`);

/** About when, behind what happens then. @param {string} at a moment in words, or "" */
const about = (at) => (at === "" ? "" : ` (etwa ${at})`);

/** @type {Language["verdict"]} */
export const verdict = {
  "not-paid": () => "In Treuhand liegt nichts, also gibt es nichts zurückzufordern.",
  "not-yet": () => "Soweit Kaimono weiß, liegt noch kein Geld in Treuhand. Sobald es so ist, steht hier, wie es zurückkommt.",
  "free": () => "Dieser Auftrag ist kostenlos. Es gibt keine Treuhand und keine Rückerstattung.",
  "can-request": (at) => (at === "" ? "Auf der Blockchain ist noch kein Ergebnis nachgewiesen. Geschieht das nicht rechtzeitig, kommt das Geld von selbst zurück. Sie können es auch jetzt zurückfordern." : `Auf der Blockchain ist noch kein Ergebnis nachgewiesen. Geschieht das nicht rechtzeitig, holt Ihr Knoten das Geld von selbst zurück${about(at)}. Sie können es auch jetzt zurückfordern.`),
  "no-time-to-request": (at) => `Auf der Blockchain ist noch kein Ergebnis nachgewiesen. Nach Ihrem letzten Schritt verlangt die Blockchain eine Wartezeit, und für einen weiteren Antrag ist sie zu lang. Wird nicht rechtzeitig geliefert, kommt das Geld von selbst zurück${about(at)}.`,
  "automatic": (at) => `Auf der Blockchain wurde nicht rechtzeitig ein Ergebnis nachgewiesen. Ihr Knoten holt das Geld von selbst zurück${about(at)}; Sie müssen nichts tun.`,
  "not-collected": (at) => `Der Anbieter hatte zugestimmt, das Geld zurückzugeben, als Sie Ihren Antrag zurückzogen. Bei Treuhand V1 holt es danach kein Knoten von selbst ab.${at === "" ? "" : ` Der Anbieter kann bis ${at} noch einmal liefern und wird dann bezahlt. Sonst bleibt das Geld in Treuhand.`}`,
  "can-dispute": (_at, until) => (until === "" ? "Auf der Blockchain ist ein Ergebnis nachgewiesen. Wenn es nicht stimmt oder nicht kommt, können Sie das Geld zurückfordern. Das ist ein Widerspruch." : `Auf der Blockchain ist ein Ergebnis nachgewiesen. Wenn es nicht stimmt oder nicht kommt, können Sie das Geld bis ${until} zurückfordern. Das ist ein Widerspruch. Danach wird der Anbieter bezahlt.`),
  "no-time-to-dispute": (at, _until, notBefore) => (at === "" || notBefore === "" ? "Auf der Blockchain ist ein Ergebnis nachgewiesen. Nach Ihrem letzten Schritt verlangt die Blockchain eine Wartezeit; ein neuer Antrag ließe sich deshalb nicht mehr ausführen, bevor die Widerspruchsfrist endet. Dann wird der Anbieter bezahlt." : `Auf der Blockchain ist ein Ergebnis nachgewiesen. Nach Ihrem letzten Schritt verlangt die Blockchain eine Wartezeit bis ${notBefore}. Für einen neuen Antrag ist das zu spät: Die Widerspruchsfrist läuft nur bis ${at}, und dann wird der Anbieter bezahlt.`),
  "window-closed": (at) => `Auf der Blockchain ist ein Ergebnis nachgewiesen, und die Widerspruchsfrist ist vorbei${at === "" ? "" : ` (${at})`}. Als Nächstes wird der Anbieter bezahlt.`,
  "requested-v1": (at) => (at === "" ? "Sie haben das Geld zurückgefordert. Wann es zurückkommt, ist nicht bekannt: Das hängt vom Anbieter und von Ihrem Knoten ab. Sie können den Antrag zurückziehen." : `Sie haben das Geld zurückgefordert. Wird nicht rechtzeitig geliefert, holt Ihr Knoten es von selbst zurück${about(at)}. Sie können den Antrag zurückziehen.`),
  "requested-v2": (at) => `Sie haben das Geld zurückgefordert. Bei diesem Vertrag können Sie den Antrag nicht zurückziehen. Wird nicht rechtzeitig geliefert, holt Ihr Knoten das Geld von selbst zurück${about(at)}.`,
  "disputed-v1": (at) => `Sie widersprechen dem Ergebnis. Das Geld bleibt in Treuhand, bis der Anbieter zustimmt, Sie den Widerspruch zurückziehen oder die Admins entscheiden${at === "" ? "" : `, frühestens ab ${at}`}.`,
  "disputed-v2": (at) => `Sie widersprechen dem Ergebnis. Das Geld bleibt in Treuhand, bis der Anbieter zustimmt, Sie das Ergebnis annehmen oder die Admins entscheiden${at === "" ? "" : `, frühestens ab ${at}`}.`,
  "authorized": () => "Der Anbieter hat zugestimmt, das Geld zurückzugeben. Ihr Knoten holt es von selbst zurück; Sie müssen nichts tun.",
  "agreed-v1": () => "Der Anbieter hat zugestimmt, das Geld zurückzugeben. Bei Treuhand V1 holt es nach einem Widerspruch kein Knoten von selbst ab.",
  "requesting": (at, _until, _before, actsAt) => (at === "" ? `Sie haben das Geld zurückgefordert. ${takesMinutes(actsAt)}` : `Sie haben das Geld zurückgefordert. ${takesMinutes(actsAt)} Wird nicht rechtzeitig geliefert, kommt das Geld in jedem Fall von selbst zurück${about(at)}.`),
  "disputing": (_at, _until, _before, actsAt) => `Sie widersprechen dem Ergebnis. ${takesMinutes(actsAt)}`,
  "withdrawing": (_at, _until, _before, actsAt) => `Sie haben Ihren Antrag zurückgezogen. ${takesMinutes(actsAt)}`,
  "releasing": (_at, _until, _before, actsAt) => `Sie haben das Ergebnis angenommen, und Ihr Knoten gibt die Zahlung frei. ${takesMinutes(actsAt)}`,
  "in-progress": () => "Ihr Knoten holt das Geld gerade zurück. Auf der Blockchain dauert das einige Minuten.",
  "stuck-too-late": () => "Der Antrag kam zu spät, um vor dem Ende der Widerspruchsfrist ausgeführt zu werden.",
  "refunded": () => "Das Geld ist wieder in Ihrem Wallet.",
  "released": () => "Sie haben die Zahlung freigegeben: Der Anbieter kann das Geld abholen. Es lässt sich nicht mehr zurückfordern.",
  "seller-paid": () => "Der Anbieter wurde bezahlt. Das Geld lässt sich nicht mehr zurückfordern.",
  "decided": () => "Die Masumi-Admins haben entschieden. Wohin das Geld ging, sehen Sie oben.",
  "no-lock": () => "Ihr Knoten hat auf der Blockchain keine gültige Hinterlegung gefunden. Meist heißt das, dass nichts bezahlt wurde. Wenn unten eine Transaktion steht, sehen Sie sie sich an.",
  "unknown": () => "Diese Version von Kaimono kennt den Stand dieses Kaufs nicht, deshalb bietet sie keinen Knopf an.",
};

/** @type {Language["refundAction"]} */
export const refundAction = {
  request: {
    button: "Rückerstattung beantragen",
    title: "Das Geld zurückfordern?",
    says: "Das sendet über Ihren Knoten einen Antrag an die Blockchain. Was daraus wird, entscheidet der Treuhandvertrag dort.",
    points: ["Wird nicht rechtzeitig geliefert, kommt das Geld von selbst zurück, auch ohne Antrag.", "Der Anbieter kann nach dem Antrag noch liefern. Dann wird daraus ein Widerspruch.", "Der Antrag kostet eine Netzgebühr."],
    confirm: "Rückerstattung beantragen",
  },
  dispute: {
    button: "Dem Ergebnis widersprechen",
    title: "Diesem Ergebnis widersprechen?",
    says: "Auf der Blockchain ist ein Ergebnis nachgewiesen. Wer das Geld jetzt zurückfordert, widerspricht.",
    points: ["Das Geld bleibt in Treuhand, bis der Anbieter zustimmt oder die Masumi-Admins als Schlichter entscheiden. Wann es zurückkommt, steht nicht fest.", "Bei einem Vertrag der Treuhand V2 lässt sich ein Widerspruch nicht zurückziehen: Sie können dann nur noch die Zahlung für den Anbieter freigeben. Bei Treuhand V1 können Sie ihn zurückziehen.", "Wenn Sie nichts tun, wird der Anbieter bezahlt, sobald die Widerspruchsfrist vorbei ist.", "Der Antrag kostet eine Netzgebühr."],
    confirm: "Dem Ergebnis widersprechen",
  },
  withdraw: {
    button: "Antrag zurückziehen",
    title: "Ihren Antrag zurückziehen?",
    says: "Der Kauf geht weiter, als hätten Sie das Geld nicht zurückgefordert.",
    points: ["Wenn es ein Ergebnis gibt, wird der Anbieter bezahlt, sobald die Widerspruchsfrist vorbei ist.", "Die Blockchain verlangt zwischen zwei Anträgen eine Wartezeit, deshalb kann das etwa eine halbe Stunde dauern.", "Das kostet eine Netzgebühr."],
    confirm: "Antrag zurückziehen",
  },
  release: {
    button: "Annehmen und freigeben",
    title: "Das Ergebnis annehmen und die Zahlung freigeben?",
    says: "Der Anbieter bekommt das Geld. Das lässt sich nicht rückgängig machen.",
    points: ["Sie geben den Widerspruch endgültig auf.", "Der Anbieter kann das Geld sofort abholen."],
    confirm: "Zahlung freigeben",
  },
};

/** @type {Language["withdrawDispute"]} */
export const withdrawDispute = {
  ...refundAction.withdraw,
  button: "Widerspruch zurückziehen",
  title: "Ihren Widerspruch zurückziehen?",
  says: "Sie nehmen das Ergebnis doch an. Der Kauf geht weiter, als hätten Sie das Geld nicht zurückgefordert.",
  confirm: "Widerspruch zurückziehen",
};

/** @type {Language["refundDisabled"]} */
export const refundDisabled = {
  "in-flight": () => "Ihr Knoten arbeitet noch an etwas für diesen Kauf. Warten Sie, bis die Blockchain es bestätigt hat.",
  "cooldown": (when) => (when === "" ? "Nach Ihrem letzten Schritt verlangt die Blockchain eine Wartezeit." : `Nach Ihrem letzten Schritt verlangt die Blockchain eine Wartezeit. Sie können diesen Knopf ${when} wieder drücken.`),
  "too-late": () => "Die Widerspruchsfrist ist fast vorbei: Der Antrag käme nicht mehr rechtzeitig auf die Blockchain.",
  "other-key": () => "Das wurde mit einem anderen Schlüssel gekauft. Nur dieser oder ein Admin-Schlüssel darf einen Antrag stellen.",
  "offline": () => "Ihr Knoten antwortet nicht oder nimmt Ihren Schlüssel nicht an. Sie können diesen Knopf wieder drücken, sobald er es tut.",
  "removed": () => "Dieser Knoten wurde entfernt. Sie können diesen Knopf wieder drücken, sobald der Knoten neu verbunden ist.",
  "sent": () => "Der Antrag wurde gesendet. Jetzt ist Ihr Knoten an der Reihe.",
  "no-transaction": () => "Ihr Knoten nennt zu diesem Kauf keine Transaktion, und ohne eine nimmt er keinen Antrag an.",
  "unwritable": () => "Für diesen Knoten lässt sich jetzt nichts speichern, und Kaimono sendet nichts, was es nicht vorher speichern kann. Sie können diesen Knopf wieder drücken, sobald gespeichert werden kann.",
};

/** @type {Language["refunding"]} */
export const refunding = {
  until: (when, left) => `Möglich bis ${when} (${left})`,
  typeName: (word) => `Geben Sie zur Bestätigung dies ein: ${word}`,
  nameLabel: "Name des Kaufs",
  sending: "Ihr Knoten wird gefragt\u00a0…",
  actsAt: (when) => `Nach Ihrem letzten Schritt verlangt die Blockchain eine Wartezeit: Ihr Knoten führt das ab ${when} aus.`,
  notOut: (when) => `Ihr letzter Antrag (${when}) wurde nicht gesendet.`,
  notOutNow: "Ihr Antrag wurde nicht gesendet.",
  notOutSays: "Es wurde nichts beantragt, und das Geld ist, wo es war. Sie können jederzeit einen neuen Antrag stellen.",
  mayBeOut: (when) => `Ob Ihr letzter Antrag (${when}) Ihren Knoten erreicht hat, ist nicht bekannt.`,
  mayBeOutSays: "Kaimono fragt Ihren Knoten, was daraus geworden ist. Wenn sich in einigen Minuten nichts geändert hat, stellen Sie den Antrag noch einmal.",
};
