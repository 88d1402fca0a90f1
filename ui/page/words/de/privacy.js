// What Kaimono talks to, and what may be given to a developer.
import { plural, number } from "./intl.js";

/** @import { Language } from "../en/index.js" */

/** @type {Language["hosts"]} */
export const hosts = {
  title: "Womit Kaimono spricht",
  lead: "Jeder Server, den Kaimono in den letzten 24\u00a0Stunden angefragt hat, und wozu. Kaimono hat keinen eigenen Server und sendet seinen Autoren nichts.",
  settingsOpen: "Zeigen",
  settingsOpens: (what) => `Zeigen: ${what}`,
  settingsSays: "Jeder Server der letzten 24\u00a0Stunden, und wozu er angefragt wurde.",
  host: "Server",
  whose: "Wem er gehört",
  why: "Wozu",
  asked: "Wie oft",
  last: "Zuletzt",
  times: (count) => `${number(count)}×`,
  unanswered: (count) => `${number(count)} ohne Antwort`,
  unlisted: (count) => `${number(count)} weitere ${plural(count, "Anfrage ging", "Anfragen gingen")} an Agenten auf anderen Servern. Es sind zu viele, um sie aufzulisten.`,
  notKept: "Kaimono kann diese Liste jetzt nicht speichern. Beim nächsten Start beginnt sie von vorn.",
  emptyTitle: "Noch niemand",
  emptySays: "Kaimono hat in den letzten 24\u00a0Stunden niemanden angefragt.",
  again: "Neu lesen",
  notHereTitle: "Nicht in dieser Liste",
  links: "Links, die Sie öffnen. Diese Seiten fragt Ihr Browser an, nicht Kaimono.",
  desktop: "Schlüsselbund, Benachrichtigungen und Infobereich. Das sind Programme auf diesem Computer.",
  names: "Der Namensserver Ihres Systems, der gefragt wird, wo diese Server sind.",
  keptSays: "Kaimono merkt sich einen Tag lang, welche Server es wozu und wie oft angefragt hat, in einer Datei auf diesem Computer. Was gesendet wurde, merkt es sich nie.",
};

/** @type {Language["hostOwner"]} */
export const hostOwner = {
  node: "Ihr Knoten",
  registry: "Das Register",
  sandbox: "Die Sandbox, in Kaimono",
  proxy: "Ihr Proxy",
  gateway: "Das Gateway, das Sie eingetragen haben",
  agent: "Ein Agent, oder wo sein Bild liegt",
};

/** @type {Language["hostPurpose"]} */
export const hostPurpose = {
  check: "Verbindung und Schlüssel prüfen",
  purchases: "Ihre Käufe verfolgen",
  pay: "Bezahlen",
  refund: "Geld zurückfordern oder den Antrag zurückziehen",
  retry: "Eine Zahlung, die hängt, erneut versuchen",
  wallet: "Das Guthaben im Wallet lesen",
  list: "Die Liste der Agenten lesen",
  terms: "Den Eintrag eines Agenten lesen, und wer bezahlt wird",
  availability: "Fragen, ob ein Agent Aufträge annimmt",
  form: "Das Formular eines Agenten lesen",
  job: "Einen Auftrag starten",
  progress: "Fragen, wie es um einen Auftrag steht",
  answer: "Die Frage eines Agenten beantworten",
  picture: "Das Bild eines Agenten holen",
  file: "Eine Datei holen, zu der ein Ergebnis führt",
  sample: "Ansehen, was ein Anbieter zeigt: ein Beispiel, eine Vorführung",
  carry: "Anfragen an Knoten und Register weiterleiten",
  other: "Etwas anderes",
};

/** @type {Language["pictures"]} */
export const pictures = {
  show: "Bilder von Agenten zeigen",
  says: "Kaimono holt jedes Bild, das Sie sehen, von dort, wo der Anbieter es abgelegt hat. Wer diesen Server betreibt, erfährt Ihre IP-Adresse und welche Agenten Sie ansehen. Kaimono verkleinert die Bilder und bewahrt sie auf diesem Computer auf.",
  gateway: "Gateway für Bilder in IPFS",
  gatewaySays: "Eine Adresse mit https. Manche Bilder liegen in IPFS, aus dem ein Gateway sie für Sie liest; wer es betreibt, erfährt dasselbe. Ohne Eintrag bleiben diese Bilder weg.",
};

/** @type {Language["diagnostics"]} */
export const diagnostics = {
  title: "Helfen Sie einem Entwickler, Ihnen zu helfen",
  lead: "Dieser Text beschreibt Ihr Kaimono, damit ein Entwickler herausfinden kann, was schiefging. Was Sie hier sehen, ist genau das, was gespeichert oder kopiert wird. Kaimono sendet es niemandem: Sie entscheiden, wer es bekommt.",
  settingsSays: "Ein Text über dieses Kaimono, in dem alles Private ersetzt ist. Sie lesen ihn, bevor Sie ihn speichern.",
  inIt: "Was darin steht",
  contains: [
    "Die Version von Kaimono und auf welchem System es läuft",
    "Ihre Einstellungen, und wie es um Knoten und Schlüsselbund steht",
    "Wie viele Käufe in welchem Stand sind",
    "Welche Dateien es gibt und wie groß sie sind",
    "Welche Server angefragt wurden, und das Ende von Kaimonos Protokoll",
  ],
  never: "Schlüssel und was Sie an Agenten gesendet haben, stehen nie darin.",
  replaced: "Was ersetzt wurde",
  replacedSays: "Dasselbe ist überall durch dasselbe ersetzt, damit ein Entwickler es noch verfolgen kann.",
  nothingReplaced: "Es gab nichts zu ersetzen.",
  places: (count) => `${number(count)} ${plural(count, "Stelle", "Stellen")}`,
  keepHosts: "Namen von Servern behalten",
  keepHostsSays: "Sie verraten, welchen Knoten, welches Register und welche Agenten Sie verwenden. Lassen Sie das ausgeschaltet, wenn der Entwickler sie nicht braucht.",
  text: "Der ganze Text",
  thisText: "diesen Text",
  copied: "Der Text wurde kopiert",
  save: "Als Datei speichern",
  saved: (path) => `Gespeichert als ${path}`,
  path: "den Namen der Datei",
};

/** @type {Language["redacted"]} */
export const redacted = {
  key: "Schlüssel",
  agent: "Agenten",
  purchase: "Käufe",
  hash: "Transaktionen und Hashes",
  address: "Adressen von Wallets",
  id: "Andere Kennungen",
  host: "Server",
  path: "Enden von Webadressen",
  folder: "Ihre Ordner",
  name: "Namen von Personen, diesem Computer und Knoten",
  mail: "E-Mail-Adressen",
  words: "Was ein Agent sagte oder Sie eingaben",
};
