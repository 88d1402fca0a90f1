// Purchases: the list, and one of them.
import { and, plural, number } from "./intl.js";

/** @import { Language } from "../en/index.js" */

/** @type {Language["purchases"]} */
export const purchases = {
  count: number,
  title: "Käufe",
  search: "Käufe durchsuchen",
  all: "Alle",
  groups: "Gruppen",
  list: "Käufe",
  agent: "Agent",
  state: "Stand",
  next: "Wie es weitergeht",
  price: "Preis",
  date: "Datum",
  free: "Kostenlos",
  unnamed: "Agent ohne Namen",
  emptyTitle: "Noch nichts gekauft",
  emptySays: "Wählen Sie im Markt einen Agenten. Was Sie kaufen, erscheint hier: das Ergebnis, und wo Ihr Geld ist.",
  emptyGo: "Zum Markt",
  noneTitle: "Hier ist nichts",
  noneFor: (query) => `Nichts gefunden für „${query}“`,
  noneSays: "Gesucht wird in den Namen der Agenten, in Ihren Antworten, in Ergebnissen, in Kennungen und in Ihren Etiketten und Notizen.",
  inside: "In Antworten und Ergebnissen",
  insideMore: "Es gibt noch mehr. Geben Sie mehr ein, um die Auswahl zu verkleinern.",
  insidePlace: { answers: "In Ihren Antworten", result: "Im Ergebnis" },
  showAll: "Alle zeigen",
  stale: (when) => `Die Liste Ihres Knotens zeigt einen früheren Stand (${when}).`,
  reading: (done, all) => `Kaimono liest Ihren Verlauf für diese Version noch einmal: bisher ${number(done)} von ${number(all)} Käufen, die neuesten zuerst. Bis das fertig ist, wird nichts Neues bezahlt.`,
  readingStopped: (done, all) => `Von den ${number(all)} Käufen Ihres Verlaufs ließen sich nur ${number(done)} lesen. Hier wird nichts Neues bezahlt.`,
  staleNever: "Kaimono hat die Liste Ihres Knotens seit dem Start nicht gelesen. Sie sehen, was vorher bekannt war.",
  export: "Exportieren",
  exportCsv: "Als Tabelle (CSV)",
  exportCsvSays: "Für eine Tabellenkalkulation oder die Buchhaltung",
  exportJson: "Als Daten (JSON)",
  exportJsonSays: "Für ein Programm",
  exported: (purchases, path) => `${purchases === 1 ? "Ein Kauf wurde" : `${number(purchases)} Käufe wurden`} gespeichert als ${path}`,
  exportedPath: "den Namen der Datei",
  open: "Öffnen",
  again: "Noch einmal kaufen",
  others: "Alle anderen",
  peek: "Hier ansehen",
  peekAt: (name) => `„${name}“ neben der Liste ansehen`,
  peekClose: "Schließen",
  noRoom: "Das Fenster ist dafür zu schmal.",
  noted: (text) => `Ihre Notiz: ${text}`,
  saveView: "Ansicht speichern",
  saveViewTitle: "Diese Ansicht speichern?",
  views: "Gespeicherte Ansichten",
  noViews: "Sie haben noch keine Ansicht gespeichert. Wählen Sie Filter oder eine Reihenfolge und dann „Ansicht speichern“.",
  addFilter: "Filter hinzufügen",
  noneToChoose: "Hier gibt es noch nichts zur Auswahl.",
  noneChosen: "Nichts passt zu all diesen Filtern.",
  by: { agent: "Agent", phase: "Stand", token: "Token", label: "Etikett", date: "Datum" },
  spans: { today: "Heute", week: "Letzte 7\u00a0Tage", month: "Dieser Monat", lastMonth: "Letzter Monat", year: "Dieses Jahr", lastYear: "Letztes Jahr" },
  between: "Von und bis\u00a0…",
  datesTitle: "Welche Tage?",
  datesSays: "Tage im Kalender dieses Computers. Beide Tage gehören dazu.",
  choose: "Diese zeigen",
  dates: (from, to) => (from === to ? from : from === "" ? `bis ${to}` : to === "" ? `ab ${from}` : `${from} bis ${to}`),
  labelled: (label) => `Etikett: ${label}`,
  times: (count) => (count === 1 ? "ein Kauf" : `${number(count)} Käufe`),
  chosenBar: "Was ausgewählt ist",
  chosen: (count) => `${number(count)} ausgewählt`,
  chooseNone: "Nichts auswählen",
  label: "Etikett",
  giveLabel: "Etikett hinzufügen",
  labelTitle: (count) => (count === 1 ? "Diesem Kauf ein Etikett geben" : `${number(count)} Käufen ein Etikett geben`),
  labelGiven: (count) => (count === 1 ? "Das Etikett wurde hinzugefügt" : `Das Etikett wurde ${number(count)} Käufen hinzugefügt`),
  exportChosen: "Diese exportieren",
  copyIdentifiers: "Kennungen kopieren",
  identifiers: (count) => (count === 1 ? "die Kennung" : `${number(count)} Kennungen`),
};

/** @type {Language["remark"]} */
export const remark = {
  title: "Ihre Notizen",
  says: "Das sehen nur Sie. Kaimono sendet es niemandem.",
  labels: "Etiketten",
  theLabels: "Etiketten (mit Kommas dazwischen)",
  addLabels: "Etiketten hinzufügen",
  outcome: "War es nützlich?",
  note: "Notiz",
  wrong: {
    label: "Das Etikett wurde nicht gespeichert. Ein Etikett hat höchstens 60\u00a0Zeichen, mindestens ein sichtbares und keinen Zeilenumbruch.",
    labels: "Die Etiketten wurden nicht gespeichert. Ein Kauf hat höchstens 20.",
    note: "Die Notiz wurde nicht gespeichert. Sie hat höchstens 10.000\u00a0Zeichen.",
  },
};

/** @type {Language["purchaseOutcome"]} */
export const purchaseOutcome = { "useful": "Nützlich", "not-useful": "Nicht nützlich", "wrong": "Falsch" };

/** @type {Language["group"]} */
export const group = { "needs-you": "Wartet auf Sie", "active": "Läuft", "done": "Fertig", "refunds": "Rückerstattungen", "failed": "Gescheitert", "others": "Andere Schlüssel" };

/** @type {Language["whose"]} */
export const whose = {
  "this-key": { word: "anderswo gekauft", says: "Mit Ihrem Schlüssel beim selben Knoten gekauft, aber nicht von hier: mit einem anderen Programm, auf einem anderen Computer oder unter einem anderen Namen dieses Knotens." },
  "other-key": { word: "mit anderem Schlüssel", says: "Mit einem anderen Schlüssel desselben Knotens gekauft. Der Kauf gehört nicht Ihnen und zählt in keiner Ihrer Summen." },
  "not-told": { word: "anderswo gekauft", says: "Mit demselben Knoten gekauft, aber nicht von hier. Mit welchem Schlüssel, ist nicht bekannt; deshalb zählt der Kauf in keiner Ihrer Summen." },
};

/** @type {Language["underWay"]} */
export const underWay = {
  request: { word: "Rückerstattung wird beantragt", says: "Sie haben das Geld zurückgefordert. Ihr Knoten bringt den Antrag auf die Blockchain." },
  dispute: { word: "Widerspruch wird eingelegt", says: "Sie widersprechen dem Ergebnis. Ihr Knoten bringt den Widerspruch auf die Blockchain." },
  withdraw: { word: "Antrag wird zurückgezogen", says: "Sie haben Ihren Antrag zurückgezogen. Ihr Knoten bringt das auf die Blockchain." },
  release: { word: "Wird freigegeben", says: "Sie haben das Ergebnis angenommen. Ihr Knoten gibt die Zahlung frei." },
};

/** @type {Language["phase"]} */
export const phase = {
  "starting": "Auftrag wird gestartet",
  "asks-again": "Neue Genehmigung nötig",
  "lapsed": "Genehmigung abgelaufen",
  "paying": "Wird bezahlt",
  "payment-unknown": "Zahlung wird geklärt",
  "queued": "Wartet auf die Blockchain",
  "payment-stuck": "Zahlung hängt",
  "working": "Agent arbeitet",
  "question": "Agent hat eine Frage",
  "preliminary": "Ergebnis, noch ohne Nachweis",
  "delivered": "Geliefert",
  "fetching": "Ergebnis wird abgeholt",
  "hash-without-result": "Ergebnis nicht erhalten",
  "result-too-large": "Ergebnis zu groß",
  "result-elsewhere": "Anderswo geliefert",
  "mismatch": "Ergebnis passt nicht",
  "no-result": "Kein Ergebnis",
  "agent-failed": "Auftrag gescheitert",
  "overdue": "Überfällig, Geld kommt zurück",
  "refund-requested": "Rückerstattung beantragt",
  "refund-agreed": "Rückerstattung nicht abgeholt",
  "disputed": "Widerspruch läuft",
  "refund-authorized": "Rückerstattung unterwegs",
  "refunded": "Geld ist zurück",
  "settled": "Anbieter bezahlt",
  "released": "Zahlung freigegeben",
  "decided": "Von den Admins entschieden",
  "never-paid": "Nie bezahlt",
  "lock-invalid": "Nicht wie vereinbart hinterlegt",
  "refused": "Nicht gekauft",
  "declined": "Von Ihnen abgelehnt",
  "expired": "Genehmigung abgelaufen",

  "alarm": "Gestoppt: bitte ansehen",
  "unknown": "Unbekannter Stand",
};

/** @type {Language["phaseSays"]} */
export const phaseSays = {
  "starting": "Kaimono bittet den Agenten, den Auftrag anzunehmen. Es fließt kein Geld, bevor die Bedingungen geprüft sind.",
  "asks-again": "Die Bedingungen des Agenten sind nicht das, was Sie genehmigt haben. Es wurde nichts bezahlt. Entscheiden Sie unten.",
  "lapsed": "Ihre Genehmigung ist abgelaufen, bevor sie ausgeführt werden konnte; deshalb wurde nichts bezahlt. Die Bedingungen sind so, wie Sie sie genehmigt haben. Entscheiden Sie unten noch einmal.",
  "paying": "Die Bedingungen sind geprüft. Kaimono bittet Ihren Knoten um die Zahlung.",
  "payment-unknown": "Die Antwort Ihres Knotens kam nicht an. Kaimono fragt ihn, ob er die Zahlung hat, bevor es irgendetwas anderes tut; so bezahlen Sie nie doppelt.",
  "queued": "Ihr Knoten hat die Zahlung und bringt sie auf die Blockchain. Das dauert je nach Knoten eine bis fünfzehn Minuten.",
  "payment-stuck": "So, wie es jetzt ist, kann Ihr Knoten diese Zahlung nicht ausführen. Beheben Sie, was unten steht, und versuchen Sie es dann erneut, bevor die Zahlungsfrist endet.",
  "working": "Das Geld ist in Treuhand, und der Agent arbeitet. Sie können diese Seite verlassen; es geht weiter.",
  "question": "Der Agent wartet auf Ihre Antwort. Die Lieferfrist läuft inzwischen weiter.",
  "preliminary": "Der Agent sagt, dass er fertig ist. Sein Ergebnis wurde noch nicht mit einem Nachweis auf der Blockchain verglichen; der Nachweis folgt meist in wenigen Minuten.",
  "delivered": "Das Ergebnis ist da.",
  "fetching": "Der Agent hat einen Nachweis auf die Blockchain gebracht. Kaimono fragt ihn nach dem Ergebnis.",
  "hash-without-result": "Der Agent hat einen Nachweis auf die Blockchain gebracht, aber es kam kein Ergebnis an. Sie können widersprechen, bis die Widerspruchsfrist endet.",
  "result-too-large": "Die Antwort des Agenten ist größer, als Kaimono annimmt; deshalb ist das Ergebnis nicht hier. Auftrag und Treuhand laufen weiter.",
  "result-elsewhere": "Auf der Blockchain ist ein Ergebnis nachgewiesen. Der Auftrag wurde anderswo erteilt, deshalb ist das Ergebnis selbst nicht hier.",
  "mismatch": "Das Ergebnis, das Sie erhalten haben, ist nicht das, was der Agent auf der Blockchain nachgewiesen hat. Das muss kein Betrug sein. Sie können widersprechen, bis die Widerspruchsfrist endet.",
  "no-result": "Dieser kostenlose Auftrag endete ohne Ergebnis. Es wurde nichts bezahlt, also muss nichts zurückkommen.",
  "agent-failed": "Der Agent sagt, dass der Auftrag gescheitert ist. Das Geld ist in Treuhand und kommt von selbst zurück, wenn nichts geliefert wird.",
  "overdue": "Es wurde nicht rechtzeitig ein Ergebnis nachgewiesen. Ihr Knoten holt das Geld von selbst zurück; Sie müssen nichts tun.",
  "refund-requested": "Das Geld wurde zurückgefordert. Wenn der Anbieter doch noch rechtzeitig liefert, wird daraus ein Widerspruch.",
  "refund-agreed": "Der Anbieter hat zugestimmt, das Geld zurückzugeben.",
  "disputed": "Das Geld wurde zurückgefordert, obwohl es ein Ergebnis gibt. Es bleibt in Treuhand, bis beide Seiten sich einigen oder die Admins entscheiden.",
  "refund-authorized": "Der Anbieter hat zugestimmt. Ihr Knoten holt das Geld von selbst zurück.",
  "refunded": "Das Geld ist wieder in Ihrem Wallet.",
  "settled": "Der Anbieter wurde bezahlt, damit ist der Kauf abgeschlossen.",
  "released": "Die Zahlung wurde für den Anbieter freigegeben.",
  "decided": "Die Masumi-Admins haben über den Widerspruch entschieden.",
  "never-paid": "Die Zahlung kam nicht rechtzeitig auf die Blockchain. Es ist kein Geld geflossen.",
  "lock-invalid": "Ihr Knoten sagt, dass das Geld nicht wie vereinbart hinterlegt ist. Sehen Sie sich die Transaktion an.",
  "refused": "Es wurde nichts gekauft. Es ist kein Geld geflossen.",
  "declined": "Sie haben abgelehnt. Es ist kein Geld geflossen.",
  "expired": "Die Zeit war vorbei, bevor das genehmigt und ausgeführt war. Es ist kein Geld geflossen.",
  "alarm": "Was Ihr Knoten hat, ist nicht das, was Sie genehmigt haben. Kaimono tut mit diesem Kauf nichts mehr. Sehen Sie sich die Kennungen und Ihren Knoten an.",
  "unknown": "Ihr Knoten meldet einen Stand, den diese Version von Kaimono nicht kennt. Er steht unten, wie er kam.",
};

/** @type {Language["moneyIs"]} */
export const moneyIs = {
  "free": "Dieser Auftrag ist kostenlos: Es fließt kein Geld.",
  "in-wallet": "Es ist kein Geld geflossen. Es liegt im Wallet Ihres Knotens.",
  "unknown": "Vielleicht wurde eine Transaktion gesendet. Ob damit das Geld geflossen ist, ist noch nicht bekannt.",
  "in-escrow": "In Treuhand. Der Anbieter hat es nicht.",
  "at-contract": "Es hat das Wallet verlassen und liegt im Treuhandvertrag, aber nicht wie vereinbart.",
  "returning": "In Treuhand, und es ist vereinbart, dass Sie es zurückbekommen.",
  "released": "Freigegeben: Der Anbieter kann es abholen.",
  "back": "Zurück im Wallet Ihres Knotens.",
  "with-seller": "Beim Anbieter.",
  "divided": "Von den Masumi-Admins aufgeteilt.",
};

/** @type {Language["need"]} */
export const need = { answer: "Dem Agenten antworten", approve: "Neu entscheiden", object: "Ergebnis ansehen", "top-up": "Wallet auffüllen", look: "Ansehen" };

/** @type {Language["next"]} */
export const next = {
  "pay-by": { ahead: (when) => `Zahlungsfrist endet ${when}`, due: "Zahlungsfrist ist vorbei" },
  "result-due": { ahead: (when) => `Ergebnis fällig ${when}`, due: "Ergebnis ist jetzt fällig" },
  "automatic-refund": { ahead: (when) => `Geld kommt ${when} von selbst zurück`, due: "Geld kommt jeden Moment von selbst zurück" },
  "carried-out": { ahead: (when) => `Ihr Knoten führt es frühestens ${when} aus`, due: "Ihr Knoten führt es jeden Moment aus" },
  "objection-closes": { ahead: (when) => `Widerspruchsfrist endet ${when}`, due: "Widerspruchsfrist ist vorbei" },
  "admins-decide": { ahead: (when) => `Admins dürfen ${when} entscheiden`, due: "Admins dürfen jetzt entscheiden" },
  "approval-expires": { ahead: (when) => `Entscheidungsfrist endet ${when}`, due: "Entscheidungsfrist ist vorbei" },
};

/** @type {Language["purchase"]} */
export const purchase = {
  progress: "Fortschritt",
  checks: "Prüfung der Bedingungen",
  checksPassed: (count) => `Alle ${number(count)} Prüfungen bestanden`,
  checksFailed: (failed, count) => `${number(failed)} von ${number(count)} Prüfungen nicht bestanden`,
  checksOutside: (outside, count) => `${number(outside)} von ${number(count)} Prüfungen nicht wie genehmigt`,
  checksWarned: (count, warned) => `Alle ${number(count)} Prüfungen bestanden, ${number(warned)} davon mit einem Hinweis`,
  checksSays: "Was Kaimono in den signierten Bedingungen des Anbieters geprüft hat, bevor Geld floss.",
  wrongChecks: "Was nicht stimmt",
  expected: "Erwartet",
  found: "Erhalten",
  approved: "Genehmigt",
  answers: "Was an den Agenten gesendet wurde",
  sentTo: (host) => `Alles davon ging an ${host}. Wie die einzelnen Teile heißen, hat der Agent bestimmt.`,
  money: "Wo das Geld ist",
  places: { mine: "Wallet Ihres Knotens", held: "Treuhand", theirs: "Anbieter" },
  onChainNone: "Auf der Blockchain nicht gesehen",
  onChainOther: "Ihr Knoten meldet etwas, das diese Version von Kaimono nicht kennt:",
  returnedTo: "an eine andere Adresse als das Wallet, das bezahlt hat:",
  transactions: "Transaktionen",
  transaction: "Transaktion",
  confirmations: (count) => `${number(count)} ${plural(count, "Bestätigung", "Bestätigungen")}`,
  explorer: "Auf der Blockchain nachsehen",
  identifiers: "Kennungen",
  from: "Kauf bei einem Agenten, der sich so nennt",
  title: (name) => `Kauf bei „${name}“`,
  agentSays: "Die letzte Nachricht des Agenten",
  agentWords: "Das sind seine Worte, und niemand hat sie geprüft. Was auch immer sie über Geld sagen: Ihr Geld ist dort, wo es laut Ihrem Knoten ist. Niemand braucht je Ihre Schlüssel: kein Anbieter, kein Support, auch nicht für eine Rückerstattung.",
  givenBeside: "Neben seinem Ergebnis gibt Ihnen der Agent das:",
  givenInstead: "Der Agent sagt, dass er fertig ist, und gibt Ihnen das statt eines Ergebnisses. Kaimono ruft es nicht ab und kann es nicht mit dem Nachweis vergleichen.",
  unasked: (prices) => `Das Register nennt für diesen Agenten ${and.format(prices)}. Er hat den Auftrag angenommen, aber keine Zahlung verlangt, die sich ausführen lässt; deshalb haben Sie nichts bezahlt. Es gibt keine Treuhand, keinen Nachweis und keine Rückerstattung.`,
  demands: "Das Register führt diesen Agenten als kostenlos, und Sie haben einem kostenlosen Auftrag zugestimmt. Er hat den Auftrag angenommen und verlangt trotzdem Geld. Es war kein Preis vereinbart, deshalb hat Kaimono nichts bezahlt und bezahlt für diesen Auftrag nichts, was auch immer der Agent sagt. Vielleicht wartet er für immer auf eine Zahlung. Wenn Sie ihn bezahlen wollen, muss der Anbieter zuerst den Preis eintragen. Senden Sie dafür auch sonst nirgendwohin Geld.",
  agentOffline: "Der Agent antwortet jetzt nicht. Sie sehen seine letzte Nachricht.",
  agentLog: "Alles, was er gesagt hat",
  agentLogEmpty: "Kaimono hat nichts gespeichert, was er gesagt hat.",
  agentTooMuch: "Der Agent sendet zu viel. Sie sehen die neueste Nachricht. Bis morgen speichert Kaimono keine weiteren, außer dem, was Sie gekauft haben.",
  changeAnswers: "Antworten ändern",
  retryPayment: "Zahlung erneut versuchen",
  retrying: "Ihr Knoten wird gefragt\u00a0…",
  acknowledge: "Ich habe das gesehen",
  acknowledges: "Kaimono bittet Sie dann nicht mehr, es anzusehen. Alles hier bleibt, wie es ist, und nichts wird gesendet. Findet Kaimono noch etwas, bittet es Sie wieder.",
  toAgent: "Seite des Agenten",
  elsewhere: "Was für diesen Auftrag eingegeben und genehmigt wurde, und sein Ergebnis, sind hier nicht bekannt. Haben Sie ihn auf einem anderen eigenen Computer gekauft, steht es in einer Sicherung von dort.",
  again: "Der Agent bittet Sie, neu zu entscheiden",
};

/** @type {Language["step"]} */
export const step = {
  approved: { done: "Von Ihnen genehmigt", active: "Ihre Genehmigung", failed: "Nicht genehmigt" },
  accepted: { done: "Auftrag angenommen", active: "Der Agent soll den Auftrag annehmen", failed: "Auftrag nicht angenommen" },
  verified: { done: "Bedingungen geprüft", active: "Bedingungen werden geprüft", failed: "Prüfung nicht bestanden" },
  paid: { done: "Die Zahlung ist bei Ihrem Knoten", active: "Ihr Knoten soll bezahlen", failed: "Zahlung nicht ausgeführt" },
  escrow: { done: "In Treuhand", active: "Das Geld wird in Treuhand hinterlegt", failed: "Nicht in Treuhand" },
  result: { done: "Ergebnis erhalten", active: "Der Agent arbeitet", failed: "Kein Ergebnis" },
  hash: { done: "Nachweis geprüft", active: "Der Nachweis steht noch aus", failed: "Nachweis passt nicht" },
  settled: { done: "Abgeschlossen", active: "Der Abschluss steht noch aus", failed: "Nicht abgeschlossen" },
};

/** @type {Language["stepState"]} */
export const stepState = { waiting: "noch nicht begonnen", active: "läuft", done: "erledigt", failed: "gescheitert", skipped: "nicht nötig", unreached: "nicht erreicht" };

/** @type {Language["stepping"]} */
export const stepping = {
  due: (when) => `fällig ${when}`,
  announce: (word, state) => `${word}: ${state}`,
};

/** @type {Language["question"]} */
export const question = {
  title: "Der Agent hat eine Frage",
  answered: "Ihre Antwort",
  due: (when, left) => `Das Ergebnis muss bis ${when} da sein (${left}). Die Lieferfrist läuft weiter, während der Agent wartet.`,
  overdue: () => "Die Lieferfrist ist vorbei.",
  until: (when, left) => `Der Agent nimmt bis ${when} eine Antwort an (${left}).`,
  closed: () => "Der Agent hat gesagt, dass er inzwischen keine Antwort mehr annimmt. Sie können es trotzdem versuchen.",
  about: "Worum es in der Frage geht",
  more: (count) => `${number(count)} weitere Zeichen haben hier keinen Platz. Lassen Sie sich vom Anbieter den Rest geben, bevor Sie zustimmen.`,
  fromAgent: "Das sind Worte des Agenten, nicht von Kaimono. Was Sie antworten, geht an ihn.",
  submit: "Antwort senden",
  submitting: "Wird gesendet\u00a0…",
  sent: "Ihre Antwort wurde gesendet. Jetzt ist der Agent an der Reihe.",
  unread: {
    "unsaid": "Der Agent sagt, dass er auf eine Antwort wartet, aber nicht worauf. Hier lässt sich nichts beantworten.",
    "no-form": "Kaimono kann diese Frage nicht als Formular lesen, deshalb lässt sie sich hier nicht beantworten. Sie steht unten, wie sie kam.",
    "too-much": "Die Frage hat mehr Felder oder Auswahlmöglichkeiten, als Kaimono zeigen kann; deshalb lässt sie sich hier nicht beantworten. Ihr Anfang steht unten, wie er kam.",
  },
  unreadTodo: "Sagen Sie es dem Anbieter und geben Sie ihm, was hier steht: Nur er kann die Frage ändern. Es wird nichts gesendet, und dadurch fließt kein Geld. Wenn der Agent nicht rechtzeitig liefert, können Sie das Geld zurückbekommen.",
  unreadFree: "Sagen Sie es dem Anbieter und geben Sie ihm, was hier steht: Nur er kann die Frage ändern. Es wird nichts gesendet, und es wurde nichts bezahlt.",
  asCame: "Die Frage, wie sie kam",
  unreadCut: "Es wird nur der Anfang gezeigt.",
  copyWhat: "Frage kopieren",
  apart: "Der Agent stellt mehrere Fragen zugleich und will jede einzeln beantwortet haben. Kaimono kann dem Agenten nicht sagen, zu welcher Frage eine Antwort gehört. Deshalb sendet es keine: Sie könnte der falschen Frage zugerechnet werden. Dadurch fließt kein Geld. Wenn der Agent nicht rechtzeitig liefert, können Sie das Geld zurückbekommen.",
};

/** @type {Language["onChain"]} */
export const onChain = {
  FundsLocked: "In Treuhand. Auf der Blockchain ist noch kein Ergebnis nachgewiesen.",
  ResultSubmitted: "In Treuhand. Auf der Blockchain ist ein Ergebnis nachgewiesen.",
  RefundRequested: "In Treuhand, Rückerstattung beantragt.",
  Disputed: "In Treuhand, mit Widerspruch.",
  WithdrawAuthorized: "Für den Anbieter freigegeben.",
  RefundAuthorized: "Auf dem Weg zurück zu Ihnen.",
  Withdrawn: "Beim Anbieter.",
  RefundWithdrawn: "Zurück in Ihrem Wallet.",
  DisputedWithdrawn: "Von den Admins aufgeteilt.",
  FundsOrDatumInvalid: "Keine gültige Hinterlegung auf der Blockchain.",
};

/** @type {Language["transactionStatus"]} */
export const transactionStatus = { Pending: "Ausstehend", Confirmed: "Bestätigt", FailedViaTimeout: "Aus den Augen verloren", FailedViaManualReset: "Aufgegeben", RolledBack: "Zurückgenommen" };

/** @type {Language["leadsTo"]} */
export const leadsTo = {
  FundsLocked: "Geld in Treuhand hinterlegt",
  ResultSubmitted: "Ergebnis nachgewiesen",
  RefundRequested: "Rückerstattung beantragt",
  Disputed: "Dem Ergebnis widersprochen",
  WithdrawAuthorized: "Zahlung freigegeben",
  RefundAuthorized: "Rückerstattung zugesagt",
  Withdrawn: "Anbieter bezahlt",
  RefundWithdrawn: "Geld zurück in Ihrem Wallet",
  DisputedWithdrawn: "Über den Widerspruch entschieden",
};

/** @type {Language["ledger"]} */
export const ledger = { "price": "Preis", "deposit": "Pfand, kommt zurück", "fees": "Netzgebühren", "returned": "Kam zu Ihnen zurück", "returned-computed": "Kam zu Ihnen zurück, abzüglich aller Gebühren (berechnet; Ihr Knoten nennt es nicht)", "to-seller": "Ging an den Anbieter" };

/** @type {Language["identifier"]} */
export const identifier = {
  "job-id": "Nummer des Auftrags beim Agenten",
  "nonce": "Nummer dieses Auftrags (Nonce)",
  "blockchain-identifier": "Kennung der Zahlung",
  "input-hash": "Hash Ihrer Antworten",
  "result-hash": "Hash des Ergebnisses auf der Blockchain",
  "seller-vkey": "Hash des Anbieterschlüssels",
  "node-row": "Eintrag in Ihrem Knoten",
  "contract": "Treuhandvertrag",
  "agent-identifier": "Kennung des Agenten",
};
