// The market and an agent's page.
import { and, alphabetOf, plural, number, percent } from "./intl.js";

/** @import { Language } from "../en/index.js" */

/** @type {Language["market"]} */
export const market = {
  title: "Markt",
  search: "Agenten suchen",
  count: (shown, all) => (shown === all ? `${number(all)} ${plural(all, "Agent", "Agenten")}` : `${number(shown)} von ${number(all)} Agenten`),
  upToDate: (when) => `Stand: ${when}`,
  countOver: (count) => `mehr als ${number(count)} Agenten`,
  number: (count) => number(count),
  reading: "Das Register wird gelesen",
  readOf: (read, of) => `${number(read)} von ${number(of)} Agenten gelesen`,
  read: (count) => `${number(count)} ${plural(count, "Agent", "Agenten")} gelesen`,
  stop: "Anhalten",
  unreadable: (count) => `${number(count)} ${plural(count, "Eintrag", "Einträge")} des Registers ${plural(count, "war", "waren")} nicht lesbar`,
  cut: (count) => `das Register führt mehr als die ${number(count)} Agenten, die hier stehen`,
  changed: "Die Liste hat sich geändert",
  showChanged: "Jetzigen Stand zeigen",
  refresh: "Aktualisieren",
  list: "Agenten",
  emptyTitle: "Noch keine Agenten",
  emptySays: "Das Register dieses Knotens führt in diesem Netz keine Agenten.",
  noneTitle: (query) => `Nichts gefunden für „${query}“`,
  unlistedTitle: "Kein Agent der Liste hat diese Kennung",
  unlistedSays: "Das Register führt nur Agenten, die es schon geprüft hat. Nach diesem können Sie es fragen.",
  unlistedGo: "Beim Register nachfragen",
  noneSays: "Gesucht wird in Namen, Urhebern, Beschreibungen und Schlagwörtern. Versuchen Sie ein kürzeres Wort.",
  clear: "Suche leeren",
  filteredTitle: "Auf keinen Agenten trifft das alles zu",
  filteredSays: "Entfernen Sie einen der Filter oder alle.",
  takeBack: (filter) => `„${filter}“ entfernen`,
  instead: (typed, meant) => `Für „${typed}“ wurde nichts gefunden. Gezeigt wird, was für „${meant}“ gefunden wurde.`,
  didYouMean: (meant) => `Meinten Sie „${meant}“?`,
  unlisted: "Nicht mehr eingetragen",
  filters: "Filter",
  filtersUsed: (count) => `Filter: ${number(count)}`,
  narrow: "Liste eingrenzen",
  moreValues: (count) => `${number(count)} ${plural(count, "selteneres ist", "seltenere sind")} nicht aufgeführt`,
  price: "Preis",
  priceUnit: "Token des Preises",
  priceBetween: (from, to, token) => `${from} bis ${to}\u00a0${token}`,
  priceFrom: (from, token) => `Ab ${from}\u00a0${token}`,
  priceTo: (to, token) => `Bis ${to}\u00a0${token}`,
  bin: (from, to, count) => `${from} bis ${to}: ${number(count)} ${plural(count, "Agent", "Agenten")}`,
  notFigure: (example) => `Geben Sie eine Zahl ein, zum Beispiel ${example}.`,
  sort: "Sortieren nach",
  sorts: { relevance: "Relevanz", uptime: "Erreichbarkeit", newest: "Neueste zuerst", record: "Eigene Erfahrung" },
  sortPrice: (token) => `Preis in ${token}`,
  density: "Aussehen der Liste",
  densities: { comfortable: "Je zwei Zeilen", compact: "Je eine Zeile", cards: "Karten" },
  new: "Neu",
  neverChecked: "Das Register hat noch nicht nachgesehen, ob er erreichbar ist",
  favourite: "Favorit",
  preview: "Der Agent, bei dem Sie gerade sind",
  listed: "Eingetragen",
  open: "Seite des Agenten öffnen",
  times: (count) => (count === 1 ? "Einmal" : `${number(count)}-mal`),
  favourOne: (name) => `Favorit: ${name}`,
  compareOne: (name) => `Vergleichen: ${name}`,
  compare: "Zum Vergleichen vormerken",
  uncompare: "Nicht mehr vergleichen",
  moreAmounts: (count) => `+ ${number(count)} weitere`,
  staleTitle: (when) => `Diese Liste zeigt einen früheren Stand (${when}).`,
  staleNever: "Es gibt noch keine Kopie der Liste des Registers.",
  free: "Kostenlos",
  dynamic: "Preis auf Anfrage",
  dynamicSays: "Der Agent nennt seinen Preis bei jedem Auftrag; Sie legen fest, was Sie höchstens zahlen.",
  otherPrices: "Er hat auch eingetragen:",
  unknownPrice: "Preis nicht lesbar",
  uptime: (share) => `zu ${percent(share)} erreichbar`,
  bought: (count) => (count === 1 ? "einmal gekauft" : `${number(count)}-mal gekauft`),
  by: (author) => `von ${author}`,
  anonymous: "Urheber nicht genannt",
};

/** @type {Language["facet"]} */
export const facet = {
  payable: "Mit meinem Knoten bezahlbar", status: "Laut Register", token: "Token (Währung)", pricing: "Art des Preises", tag: "Schlagwort", capability: "Fähigkeit", generation: "Fassung der Treuhand",
  bought: "Schon gekauft", favourite: "Favoriten", author: "Anbieter", rail: "Zahlungsweg",
};

/** @type {Language["facetValue"]} */
export const facetValue = {
  payable: { yes: "Lässt sich bezahlen" },
  status: { online: "Online", offline: "Offline", invalid: "Ungültig" },
  pricing: { fixed: "Fest", dynamic: "Auf Anfrage", free: "Kostenlos", unknown: "Nicht lesbar" },
  generation: { "1": "Treuhand V1", "2": "Treuhand V2", none: "Keine Treuhand" },
  bought: { yes: "Ja", no: "Nein" },
  favourite: { yes: "Ja", no: "Nein" },
  rail: { "standard": "Masumi", "x402": "x402", "open-api": "OpenAPI" },
};

/** @type {Language["facetPill"]} */
export const facetPill = {
  payable: { yes: "Mit meinem Knoten bezahlbar" },
  pricing: { fixed: "Fester Preis", dynamic: "Preis auf Anfrage", free: "Kostenlos", unknown: "Preis nicht lesbar" },
  bought: { yes: "Schon gekauft", no: "Noch nicht gekauft" },
  favourite: { yes: "Favorit", no: "Kein Favorit" },
};

/** @type {Language["payableTodo"]} */
export const payableTodo = {
  "node-unknown": "Das ist bekannt, sobald Ihr Knoten antwortet.",
  "contract": "Der Betreiber Ihres Knotens kann eine Zahlungsquelle für den Vertrag anlegen, den diese Agenten verwenden.",
  "key-may-not-pay": "Der Betreiber Ihres Knotens kann Ihnen einen Schlüssel geben, der zahlen darf.",
  "unknown-unit": "An Ihrem Knoten lässt sich nichts ändern. Der Anbieter kann einen Token verlangen, der in diesem Netz bekannt ist.",
  "unknown-price": "An Ihrem Knoten lässt sich nichts ändern. Der Anbieter kann den Preis so angeben, dass er lesbar ist.",
  "x402": "An Ihrem Knoten lässt sich nichts ändern: Er zahlt nur über die Treuhand von Masumi.",
  "open-api": "An Ihrem Knoten lässt sich nichts ändern. Der Anbieter kann Aufträge nach dem Masumi-Standard anbieten.",
  "not-mip003": "An Ihrem Knoten lässt sich nichts ändern. Der Anbieter kann Aufträge nach dem Masumi-Standard anbieten.",
  "deregistered": "An Ihrem Knoten lässt sich nichts ändern: Der Anbieter bietet ihn nicht mehr an.",
  "seller-unknown": "Der Betreiber Ihres Registers kann es aktualisieren: Ältere können Agenten für V2 nicht lesen.",
  "superseded": "Nehmen Sie den neueren Eintrag. Die Seite des Agenten führt dorthin.",
  "address": "An Ihrem Knoten lässt sich nichts ändern. Der Anbieter kann ihm eine Adresse geben, die mit https:// beginnt.",
  "local-agent": "Sie können es erlauben: Ändern Sie den Knoten in den Einstellungen.",
  "too-many-units": "An Ihrem Knoten lässt sich nichts ändern. Der Anbieter kann weniger Token auf einmal verlangen.",
};

/** @type {Language["agentStatus"]} */
export const agentStatus = { Online: "Online", Offline: "Offline", Invalid: "Ungültig", Deregistered: "Abgemeldet" };

/** @type {Language["agentStatusSays"]} */
export const agentStatusSays = {
  Online: "Das Register, die Liste der Agenten, hat ihn erreicht, als es zuletzt nachsah.",
  Offline: "Das Register konnte ihn nicht erreichen, als es zuletzt nachsah. Manche Agenten schlafen, bis sie aufgerufen werden.",
  Invalid: "Was das Register unter der Adresse gefunden hat, passt nicht zu diesem Agenten: Dort ist ein anderer Agent genannt, es antwortet keiner, oder die Adresse ist nicht öffentlich.",
  Deregistered: "Der Anbieter hat ihn aus dem Register genommen.",
};

/** @type {Language["blocked"]} */
export const blocked = {
  "node-unknown": { short: "Noch nicht bekannt", says: "Ihr Knoten hat noch nicht geantwortet. Kaimono weiß deshalb nicht, ob er diesen Agenten bezahlen kann." },
  "contract": { short: "In diesen Vertrag kann Ihr Knoten nicht einzahlen", says: "Dieser Agent wird über einen Treuhandvertrag bezahlt, für den Ihr Knoten keine Zahlungsquelle hat." },
  "key-may-not-pay": { short: "Ihr Schlüssel darf nicht zahlen", says: "Der Schlüssel für Ihren Knoten darf nur lesen. Bitten Sie um einen Schlüssel, der zahlen darf." },
  "unknown-unit": { short: "Unbekannter Token", says: "Sein Preis ist in einem Token, der in diesem Netz nicht bekannt ist. Was er wert ist, lässt sich deshalb nicht sagen." },
  "unknown-price": { short: "Preis nicht lesbar", says: "Sein Eintrag im Register nennt den Preis so, dass er sich nicht lesen lässt." },
  "x402": { short: "Bezahlung über x402", says: "Er wird über x402 bezahlt und nicht über die Treuhand von Masumi: Nichts würde Ihr Geld schützen, deshalb können Sie hier nicht bei ihm kaufen." },
  "open-api": { short: "Ein OpenAPI-Dienst", says: "Er ist durch ein OpenAPI-Dokument beschrieben und bietet keine Aufträge nach dem Masumi-Standard (MIP-003) an, deshalb können Sie hier nicht bei ihm kaufen." },
  "not-mip003": { short: "Eine andere Art von Agent", says: "Er bietet keine Aufträge nach dem Masumi-Standard (MIP-003) an, deshalb kann Kaimono nicht bei ihm kaufen." },
  "deregistered": { short: "Abgemeldet", says: "Der Anbieter hat ihn aus dem Register genommen." },
  "seller-unknown": { short: "Sein Anbieter ist nicht bekannt", says: "Ihr Register führt diesen Agenten nicht, und Ihr Knoten liest nur seinen Token, der den Anbieter nicht nennt. Ohne dessen Schlüssel lässt sich keine Signatur prüfen, deshalb können Sie nicht bei ihm kaufen. Ältere Register können Agenten für V2 nicht lesen: Der Betreiber Ihres Registers kann es aktualisieren." },
  "superseded": { short: "Durch einen neueren Eintrag ersetzt", says: "Der Anbieter hat eine neuere Version dieses Agenten eingetragen." },
  "address": { short: "Adresse abgelehnt", says: "Seine Adresse ist unverschlüsselt (http) oder liegt in einem privaten Netz. Dorthin verbindet sich Kaimono nicht." },
  "local-agent": { short: "Läuft auf diesem Computer", says: "Er wurde nicht gefragt, denn Agenten auf diesem Computer dürfen nicht aufgerufen werden. Um das zu erlauben, ändern Sie den Knoten in den Einstellungen und schalten Sie „Agenten auf diesem Computer dürfen aufgerufen werden“ ein." },
  "too-many-units": { short: "Zu viele Token", says: "Sein Preis besteht aus mehr Token, als Ihr Knoten in einem Kauf sicher handhaben kann." },
};

/** An escrow contract that is not Masumi's, and who decides there. @param {string} contract @param {string} required so many administrators @param {string} admins of so many; `""`: not told */
export const ownContract = (contract, required, admins) =>
  `Ihr Knoten zahlt das in einen eigenen Treuhandvertrag ein, nicht in den von Masumi${contract ? ` (${contract})` : ""}. ${required ? `Bei einem Widerspruch ${required === "1" ? "entscheidet" : "entscheiden"} ${required} ${admins ? `von ${admins}` : "der"} Administratoren dieses Vertrags` : "Bei einem Widerspruch entscheiden die Administratoren dieses Vertrags"}. Das sind nicht die von Masumi.`;

/** When the other one was listed. @param {boolean | null} earlier */
const listed = (earlier) => (earlier === null ? "" : earlier ? ", früher eingetragen als dieser" : ", später eingetragen als dieser");

/** @type {Language["alike"]} */
export const alike = {
  "same-name": {
    short: () => "Ein anderer Agent heißt genauso",
    says: (_name, id, _alphabet, earlier) => `Ein anderer Agent hat denselben Namen: ${id}${listed(earlier)}. Nur an den Kennungen lassen sich die beiden unterscheiden.`,
  },
  "looks-like": {
    short: (name) => `Sieht aus wie „${name}“, ist aber ein anderer Agent`,
    says: (name, id, alphabet, earlier) => `Sieht aus wie „${name}“ (${alphabet === "" ? "" : `Schrift des Namens: ${alphabetOf(alphabet)}; `}${id}${listed(earlier)}), ist aber ein anderer Agent.`,
  },
  "looked-like": {
    short: () => "Der Name eines anderen Agenten sieht aus wie dieser",
    says: (name, id, _alphabet, earlier) => `Der Name eines anderen Agenten sieht aus wie dieser: „${name}“ (${id}${listed(earlier)}). Nur an den Kennungen lassen sich die beiden unterscheiden.`,
  },
};

/** @param {string} alphabets their codes, with blanks between */
export const mixedAlphabets = (alphabets) => `Sein Name mischt Buchstaben mehrerer Schriften in einem Wort${alphabets === "" ? "" : `: ${and.format(alphabets.split(" ").map(alphabetOf))}`}. Buchstaben der einen können aussehen wie die einer anderen.`;

/** @type {Language["agent"]} */
export const agent = {
  called: "Agent, benannt von seinem Anbieter",
  title: (name) => `Agent „${name}“`,
  toOther: "Den anderen ansehen",
  ownContract,
  mixedAlphabets,
  mixed: "Sein Name mischt mehrere Schriften",
  toNewer: "Zur neueren Version",
  about: "Beschreibung",
  noDescription: "Der Anbieter hat keine Beschreibung geschrieben.",
  legal: "Rechtliches",
  contact: "Kontakt",
  technical: "Technisches",
  availability: "Zurzeit",
  asking: "Der Agent wird gefragt\u00a0…",
  anotherAgentSays: (named) => `Was unter seiner Adresse antwortet, nennt sich „${named}“. Ob dieser Agent Aufträge annimmt, weiß Kaimono nicht.`,
  askAgain: "Noch einmal fragen",
  buy: "Kaufen",
  buyFree: "Nutzen",
  buyAgain: "Noch einmal kaufen",
  since: (when) => `In dieses Register eingetragen: ${when}`,
  fromMirror: "Sie sehen die Kopie, die Kaimono gespeichert hat.",
  identifier: "Kennung des Agenten",
  policy: "Policy",
  url: "Seine eigene Adresse",
  sellerVkey: "Hash des Anbieterschlüssels",
  sellerAddress: "Adresse des Anbieters",
  contract: "Treuhandvertrag",
  metadata: "Version der Metadaten",
  capability: "Fähigkeit",
  sellersWords: "Name, Urheber, Beschreibung und Links sind Angaben des Anbieters, nicht von Kaimono. Niemand hat sie geprüft.",
  says: "Der Agent sagt",
  serviceUrl: "Wo sein Dienst beschrieben ist",
  drawnFrom: "Das Muster entsteht aus der Kennung des Agenten, die kein anderer hat. Ein anderer Agent mit diesem Namen oder diesem Bild hat also ein anderes Muster.",
};

/** @type {Language["availability"]} */
export const availability = {
  "available": "Nimmt Aufträge an",
  "simulated": "Nimmt Aufträge an, sagt aber, dass es nicht um echtes Geld geht",
  "unavailable": "Nimmt zurzeit keine Aufträge an",
  "another-agent": "Dort antwortet ein anderer Agent",
  "not-asked": "Nicht gefragt",
  "not-an-agent": "Antwortet, aber nicht als Agent",
  "unreachable": "Antwortet nicht",
};

/** @type {Language["generation"]} */
export const generation = { Web3CardanoV1: "Treuhand V1", Web3CardanoV2: "Treuhand V2" };

/** @type {Language["generationSays"]} */
export const generationSays = {
  Web3CardanoV1: "Die erste Fassung des Treuhandvertrags. Ihr Knoten bezahlt aus dem Wallet, das er für diese Fassung hat. Ein Widerspruch gegen ein Ergebnis lässt sich zurückziehen.",
  Web3CardanoV2: "Die zweite Fassung des Treuhandvertrags. Ihr Knoten bezahlt aus dem Wallet, das er für diese Fassung hat. Ein Widerspruch gegen ein Ergebnis lässt sich nicht zurückziehen.",
};

/** @type {Language["walletFor"]} */
export const walletFor = { any: "Wallet Ihres Knotens", Web3CardanoV1: "Wallet Ihres Knotens für V1-Käufe", Web3CardanoV2: "Wallet Ihres Knotens für V2-Käufe" };

/** @type {Language["legalKind"]} */
export const legalKind = { terms: "Nutzungsbedingungen", privacy: "Datenschutzerklärung", other: "Sonstiges" };

/** @type {Language["link"]} */
export const link = {
  title: "Diese Seite im Browser öffnen?",
  says: "Die Adresse stammt vom Anbieter. Kaimono hat sie nicht geprüft.",
  host: "Server",
  address: "Ganze Adresse",
  open: "Im Browser öffnen",
  punycode: "Dieser Servername enthält kodierte Buchstaben („xn--“), die einen anderen Namen nachahmen können.",
  failed: "Der Browser ließ sich nicht öffnen",
  mail: {
    title: "Diese E-Mail-Adresse kopieren?",
    says: "Die Adresse stammt vom Anbieter. Kaimono sendet keine E-Mails; Sie können die Adresse in Ihr eigenes Programm kopieren.",
    address: "E-Mail-Adresse",
    copy: "E-Mail-Adresse kopieren",
    copied: "E-Mail-Adresse kopiert",
  },
  neither: {
    title: "Diese Adresse wird nicht geöffnet",
    says: "Kaimono öffnet nur Seiten, die mit https:// beginnen. Diese Adresse stammt vom Anbieter, und niemand hat sie geprüft. Überlegen Sie genau, wo Sie sie einfügen.",
    address: "Adresse wie angegeben",
    copy: "Adresse kopieren",
    copied: "Adresse kopiert",
  },
};

/** @type {Language["foreign"]} */
export const foreign = {
  quoted: (word) => `„${word}“`,
  from: (name) => `Vom Agenten „${name}“`,
  host: "Wohin es geht: der Server des Agenten",
  by: { agent: "vom Agenten festgelegt", nonce: "die Nummer, die Kaimono diesem Kauf gibt: für Sie eingetragen, und dieselbe in den signierten Bedingungen" },
  unnamed: "ohne Namen",
  more: (count) => `\u00a0… und ${number(count)} weitere Zeichen, die mitgesendet werden`,
};
