// An agent's page beside what the market says of it: its facts, one's record with it, what its seller chose to show, and agents side by side.

/** @import { Language } from "../en/index.js" */

/** @type {Language["facts"]} */
export const facts = {
  title: "Was Sie vor dem Kauf wissen sollten",
  money: "Geld",
  moneyFree: "Kostenlos: keine Treuhand, also auch nichts zurückzufordern",
  moneyUnknown: "Nicht bekannt, wie er bezahlt wird",
  moneyEscrow: (escrow) => `${escrow}: Das Geld wartet, bis die Widerspruchsfrist vorbei ist`,
  moneyObject: (escrow, span) => `${escrow}: mindestens ${span} Widerspruchsfrist`,
  freeSays: "Er ist kostenlos, also liegt nichts in Treuhand, und nichts kann zurückkommen.",
  held: "Wer das Geld verwahrt",
  masumis: "der Treuhandvertrag von Masumi",
  own: "ein Treuhandvertrag, der nicht der von Masumi ist",
  contractUnknown: "nicht bekannt, bis Ihr Knoten sagt, in welchen Vertrag er einzahlt",
  dispute: "Wenn Sie widersprechen",
  disputeMasumi: "Der Anbieter kann zustimmen, dann kommt das Geld zurück. Sonst entscheiden die Masumi-Admins.",
  nothingComes: "Wenn nichts kommt",
  nothingComesSays: "Das Geld kommt nach der Lieferfrist von selbst zurück.",
  objection: "Widerspruchsfrist",
  objectionSeen: (span) => `mindestens ${span} nach der Lieferfrist, in den Bedingungen, die Sie gesehen haben`,
  objectionUnknown: "Noch nicht bekannt: Sie steht in den signierten Bedingungen eines Auftrags. Vor dem Bezahlen sehen Sie diese nur, wenn sie über das hinausgehen, was Sie genehmigt haben.",
  time: "Zeit",
  timeUsual: (span, jobs) => `Üblich: ${span} (Ihre Aufträge: ${jobs})`,
  timeUnknown: "Noch nicht bekannt: Sie haben hier noch kein Ergebnis bekommen",
  usual: "Üblich",
  spread: "Kürzeste und längste",
  between: (least, most) => `${least} bis ${most}`,
  deliver: "Lieferfrist",
  locked: "Geld in Treuhand",
  atMost: (span) => `höchstens ${span}, in den Bedingungen, die Sie gesehen haben`,
  unseen: "Noch nicht bekannt: Sie haben keine Bedingungen dieses Agenten gesehen",
  data: "Daten",
  dataGoes: (host) => `Ihre Antworten gehen an ${host}`,
  dataNowhere: "Er hat keine Adresse, also wird nichts gesendet",
  receives: "Wer sie bekommt",
  when: "Wann",
  whenSays: "Bevor Sie bezahlen: Der Agent bekommt Ihre Antworten, wenn der Auftrag beginnt, und signiert danach seine Bedingungen.",
  leaves: "Was hinausgeht",
  leavesSays: "Ihre Antworten und eine Nummer, die Kaimono für den Auftrag erzeugt. Wie jede Website sieht der Server auch die Netzadresse (IP-Adresse) Ihres Computers. Schlüssel bekommt er keine.",
  policy: "Datenschutzerklärung",
  policyGiven: "Der Anbieter verweist auf eine, unter „Rechtliches“.",
  policyNone: "Der Anbieter nennt keine.",
  seller: "Anbieter",
  stated: (author) => `${author}, laut eigener Angabe`,
  key: "Schlüssel",
  keyUntold: "Nicht genannt: Das Register hat nicht geantwortet, und Sie haben bei ihm nichts gekauft",
  since: "Bekannt seit",
  sinceSays: (when) => `Ihrem ersten Kauf unter diesem Schlüssel: ${when}`,
  sinceNever: "Nicht bekannt: Sie haben unter diesem Schlüssel nichts gekauft",
  otherKey: (when, key) => `Ihr letzter Kauf unter einem anderen Schlüssel: ${when} (${key}). Der Anbieter kann den Schlüssel gewechselt haben, oder der Agent gehört jetzt jemand anderem.`,
  contract: "Vertrag",
  others: "Bietet auch an",
  othersNone: "Von keinem anderen Agenten ist bekannt, dass er diesem Anbieter gehört.",
  statedNote: "Jeder kann jeden Urheber angeben.",
  versions: "Versionen",
  newer: "Neuer",
  older: "Älter",
  version: (name, id) => `„${name}“ (${id})`,
};

/** @type {Language["tie"]} */
export const tie = {
  "same-key": "derselbe Anbieterschlüssel",
  "same-author": "derselbe Urheber, laut eigener Angabe",
  "version": "eine andere Version",
};

/** @type {Language["record"]} */
export const record = {
  title: "Ihre Erfahrung mit ihm",
  none: "Sie haben bei diesem Agenten nichts gekauft, weder hier noch anderswo mit Ihrem Schlüssel.",
  jobs: "Aufträge",
  delivered: "Geliefert",
  refunded: "Geld zurück",
  open: "Diese Käufe ansehen",
  usual: "Übliche Zeit bis zum Ergebnis",
  spread: (least, most) => `von ${least} bis ${most}`,
  spent: "Bezahlt und nicht zurückgekommen",
  spentNone: "nichts",
  last: "Letzte Aufträge",
  mark: (phase, when) => `${phase}, ${when}`,
  asked: "Eingetragen und verlangt",
  askedSame: (same, all) => `In ${same} von ${all} Aufträgen hat er genau den eingetragenen Preis verlangt.`,
  askedOther: (listed, asked) => `eingetragen ${listed}, verlangt ${asked}`,
  quotes: "Bisher genannt",
  quoted: (least, most, last) => `von ${least} bis ${most}, zuletzt ${last}`,
  back: "Der Agent",
  read: (read) => `Beträge und Bedingungen stammen aus Ihren neuesten Aufträgen (${read}).`,
};

/** @type {Language["went"]} */
export const went = {
  bought: (agent) => `Gekauft bei „${agent}“`,
  delivered: (agent) => `Geliefert von „${agent}“`,
  refunded: (agent) => `Gekauft bei „${agent}“, Geld zurück`,
};

/** @type {Language["live"]} */
export const live = {
  took: (span) => `Nach ${span} geantwortet`,
  woke: (first, then) => `Er ist aufgewacht: Die erste Antwort kam nach ${first}, die nächste nach ${then}.`,
  millis: (count) => `${count}\u00a0ms`,
  unchecked: "Vom Register nicht geprüft",
  uncheckedSays: "Das Register hat ihn noch nicht aufgerufen. Es weiß deshalb nicht, ob er erreichbar ist.",
  looked: (when) => `Zuletzt vom Register geprüft: ${when}`,
};

/** @type {Language["sample"]} */
export const sample = {
  title: "Beispiele",
  none: "Der Anbieter zeigt keine Beispiele für Ergebnisse.",
  showHere: "Hier ansehen",
  hide: "Ausblenden",
  asks: (host) => `Fragt ${host}`,
  demo: "Vorführung ansehen",
  demoSays: "Manche Agenten zeigen einen erfundenen Auftrag und was daraus wurde.",
  chosen: "Der Anbieter hat das ausgesucht. Über Ihren Auftrag sagt es nichts.",
  input: "Gefragt",
  output: "Geliefert",
  loading: "Wird geholt\u00a0…",
  exampleGone: "Unter dieser Adresse ist nichts mehr.",
  demoNone: "Dieser Agent hat keine Vorführung.",
  notText: "Es ist kein Text. Sie können die Adresse in Ihrem Browser öffnen.",
  tooLong: "Es ist länger, als Kaimono hier annimmt. Sie können die Adresse in Ihrem Browser öffnen.",
};

/** @type {Language["compare"]} */
export const compare = {
  title: "Agenten vergleichen",
  mark: "Vergleichen",
  marked: "Zum Vergleich vorgemerkt",
  full: "Sie können höchstens vier Agenten vergleichen.",
  bar: "Agenten zum Vergleich",
  unmark: (name) => `„${name}“ nicht vergleichen`,
  go: "Jetzt vergleichen",
  more: "Merken Sie einen weiteren Agenten vor, um beide zu vergleichen.",
  clear: "Leeren",
  fact: "Angabe",
  remove: (name) => `„${name}“ von dieser Seite nehmen`,
  differences: "Nur Unterschiede",
  differs: "verschieden",
  alone: "Ein Agent allein lässt sich nicht vergleichen. Merken Sie im Markt einen weiteren vor.",
  emptyTitle: "Nichts zu vergleichen",
  emptySays: "Merken Sie zwei bis vier Agenten auf ihren Seiten mit „Vergleichen“ vor.",
  toMarket: "Zum Markt",
  gone: "Weder das Register noch die Kopie davon kennt diesen Agenten.",
  price: "Preis",
  kind: "Art des Preises",
  generation: "Fassung der Treuhand",
  payable: "Ihr Knoten kann ihn bezahlen",
  yes: "Ja",
  uptime: "Erreichbarkeit",
  usual: "Übliche Zeit",
  objection: "Widerspruchsfrist",
  host: "Ihre Antworten gehen an",
  record: "Ihre Erfahrung",
  recordSays: (jobs, delivered, refunded) => `Aufträge: ${jobs}, geliefert: ${delivered}, Geld zurück: ${refunded}`,
  recordNone: "Noch nicht gekauft",
  alike: "Ähnliche Namen",
  alikeNone: "Keine bekannt",
  since: "In diesem Register seit",
  unknown: "Nicht bekannt",
  buy: "Bei diesem kaufen",
};

/** @type {Language["priceKind"]} */
export const priceKind = { fixed: "Fest", dynamic: "Bei jedem Auftrag genannt", free: "Kostenlos", unknown: "Nicht lesbar" };
