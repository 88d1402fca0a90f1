// The first start, and connecting a node.

/** @import { Facts } from "../../../types/contract.js" */
/** @import { Language } from "../en/index.js" */

/** @type {Language["welcome"]} */
export const welcome = {
  title: "Arbeit von Agenten kaufen",
  lead: "Agenten sind Programme, die gegen Bezahlung einen Auftrag erledigen. Kaimono findet sie im Masumi-Netz und bezahlt sie über Ihren eigenen Knoten, das Programm mit Ihrem Wallet, der digitalen Geldbörse. Das Geld liegt in Treuhand, bis Sie Zeit hatten, das Ergebnis anzusehen. Kaimono prüft, was geliefert wird, und hilft Ihnen, das Geld zurückzubekommen, wenn etwas nicht stimmt.",
  sandbox: "Sandbox ausprobieren",
  sandboxSays: "Zum Üben, sofort bereit: ein ganzes Netz mit Agenten, Knoten und Blockchain in diesem Programm, mit Spielgeld. Nichts zu installieren, nichts zu verlieren.",
  sandboxStarting: "Sandbox wird gestartet\u00a0…",
  connect: "Meinen Knoten verbinden",
  connectSays: "Für alle, die einen Masumi-Knoten (Payment Service) betreiben oder für sich betreiben lassen. Sie brauchen zwei Adressen und zwei Schlüssel.",
  next: "Die Sandbox öffnet sofort den Markt und zeigt, was Sie zuerst ausprobieren können.",
  forReal: "Was ein eigener Knoten braucht",
  promise: "Ihre Schlüssel bleiben im Schlüsselbund dieses Computers. Kein Benutzerkonto, kein Tracking.",
};

/** @type {Language["connect"]} */
export const connect = {
  title: "Meinen Knoten verbinden",
  editTitle: (label) => `„${label}“ ändern`,
  lead: "Der Payment Service bezahlt, der Registry Service kennt die Agenten. Es sind zwei Dienste mit zwei Schlüsseln. Ein Schlüssel ist hier ein geheimer Text, ähnlich einem Passwort. Kaimono bewahrt die Schlüssel im Schlüsselbund dieses Computers auf und sendet jeden nur an seinen eigenen Dienst.",
  label: "Name",
  labelHint: "Wie Sie den Knoten nennen wollen, zum Beispiel „Knoten zu Hause“",
  network: "Netz",
  networkStays: "Ein Knoten bleibt in seinem Netz, denn sein Verlauf gehört dorthin. Für das andere Netz verbinden Sie einen weiteren Knoten.",
  node: "Payment Service (Ihr Knoten)",
  registry: "Registry Service (Register)",
  url: "Adresse",
  nodeUrlHint: "https://node.example.org, oder http://127.0.0.1:3001 auf diesem Computer",
  registryUrlHint: "https://registry.example.org, oder http://127.0.0.1:3000 auf diesem Computer",
  key: "Schlüssel",
  nodeKeyHint: "Er muss lesen und zahlen dürfen. Ein Admin-Schlüssel ist nicht nötig.",
  registryKeyHint: "Meist ein anderer Schlüssel als der des Knotens.",
  urlMissing: "Tragen Sie die Adresse ein.",
  urlScheme: "Beginnen Sie die Adresse mit https:// (auf diesem Computer: http://).",
  keyMissing: "Tragen Sie den Schlüssel ein.",
  keyKept: "Leer lassen, um den gespeicherten Schlüssel zu behalten",
  keyAnew: "Bei neuer Adresse oder neuem Zertifikat den Schlüssel erneut eingeben",
  showKey: "Anzeigen",
  hideKey: "Verbergen",
  local: "Agenten auf diesem Computer dürfen aufgerufen werden",
  localHint: "Nur zum Entwickeln von Agenten. Erlaubt unverschlüsseltes http zu 127.0.0.1.",
  standIns: "Mein VPN oder Proxy gibt Ersatzadressen für Agenten aus (Fake-IP)",
  standInsHint: "Nur wenn Ihres so arbeitet, wie Clash und mihomo es tun: Es antwortet auf jeden Namen mit einer Adresse aus 198.18.0.0/15 und findet die echte selbst. Kaimono ruft Agenten dann unter solchen Adressen auf und sieht nicht mehr, wohin sie führen; das entscheidet Ihr VPN. Zertifikate prüft Kaimono wie immer.",
  advanced: "Erweitert: Zertifikate und Proxy",
  advancedSays: "Nur für diesen Knoten und sein Register. Agenten erreicht Kaimono immer ohne beides.",
  authorities: "Zertifikate, denen zusätzlich vertraut wird",
  authoritiesHint: "Für einen Knoten, dessen Zertifikat dieser Computer nicht kennt: Fügen Sie das Zertifikat Ihrer eigenen Zertifizierungsstelle oder der Ihrer Firma ein (PEM-Text; nur das Zertifikat, niemals einen privaten Schlüssel). Wer den privaten Schlüssel dazu hat, kann sich als Ihr Knoten ausgeben; vergleichen Sie deshalb den Fingerabdruck zusammen mit der Person, von der Sie das Zertifikat haben. Nach einem neuen Zertifikat geben Sie die Schlüssel erneut ein.",
  nameless: "(ohne Namen)",
  distrust: "Keinem davon mehr vertrauen",
  proxy: "Proxy",
  proxyHint: "Zum Beispiel http://proxy.example.org:3128. Bleibt das Feld leer, verwendet Kaimono keinen Proxy, was auch immer auf diesem Computer sonst eingestellt ist. Ein Proxy sieht die Namen von Knoten und Register, aber nie Ihre Schlüssel. Über ihn läuft nur https; Dienste auf diesem Computer erreicht Kaimono deshalb ohne ihn. Ein Proxy, der Benutzername und Passwort verlangt, lässt sich nicht verwenden.",
  test: "Verbindung testen",
  testing: "Wird getestet\u00a0…",
  save: "Speichern und öffnen",
  saving: "Wird gespeichert\u00a0…",
  testFirst: "Testen Sie zuerst die Verbindung. Speichern können Sie sie, sobald keine Zeile des Tests ein Kreuz hat.",
  testAgain: "Seit dem Test wurde etwas geändert. Testen Sie noch einmal.",
  notUsable: "Diese Verbindung lässt sich noch nicht speichern. Beheben Sie, was mit einem Kreuz markiert ist, und testen Sie noch einmal.",
  usable: "Alles, was zum Kaufen nötig ist, funktioniert.",
  usableToLook: "Mit diesem Schlüssel können Sie sich umsehen: im Markt, in Ihren Wallets und in dem, was gekauft wurde. Zum Kaufen brauchen Sie einen Schlüssel, der zahlen darf.",
  usableShort: "Die Verbindung funktioniert, aber kaufen können Sie damit noch nicht. Die Zeilen darüber sagen, was fehlt.",
  usableUnknown: "Alles, was sich testen ließ, funktioniert. Die Zeilen darüber sagen, was sich nicht testen ließ.",
  usableEmpty: "Die Verbindung funktioniert. Zu kaufen gibt es noch nichts: Das Register führt in diesem Netz keinen Agenten, der online ist.",
  report: "Verbindungstest",
  skew: (amount) => `um ${amount} auseinander`,
  inStep: "weniger als eine Sekunde auseinander",
};

/** @type {Language["connectionCheck"]} */
export const connectionCheck = {
  "node-reachable": "Der Knoten antwortet",
  "node-key": "Der Knoten nimmt den Schlüssel an",
  "may-pay": "Der Schlüssel darf zahlen",
  "network-allowed": "Der Schlüssel gilt für dieses Netz",
  "credits": "Was der Schlüssel noch ausgeben darf",
  "payment-sources": "Treuhandverträge, in die Ihr Knoten einzahlen kann",
  "node-features": "Was Ihr Knoten kann",
  "wallet": "Wallet für Käufe",
  "balance": "Guthaben",
  "clock": "Die Uhren stimmen überein",
  "registry-reachable": "Das Register antwortet",
  "registry-key": "Das Register nimmt den Schlüssel an",
  "registry-features": "Was das Register kann",
};

/** @type {Language["connectionFound"]} */
export const connectionFound = {
  "node-reachable": (f) => (f.host && f.proxy ? `${f.host}, über den Proxy ${f.proxy}` : (f.host ?? "")),
  "node-key": () => "",
  "may-pay": (f) => (f.admin === "yes" ? "es ist ein Admin-Schlüssel" : ""),
  "network-allowed": (f) => f.networks ?? "",
  "credits": (f) => (f.limited === "no" ? "ohne Ausgabenlimit" : (f.credits ?? "")),
  "payment-sources": (f) => f.sources ?? "",
  "node-features": (f) => (f.release === undefined ? "" : f.release === "later" ? "sieht aus wie eine Version nach 0.28" : `sieht aus wie Version ${f.release}`),
  "wallet": byGeneration,
  "balance": byGeneration,
  "clock": () => "",
  "registry-reachable": (f) => [f.host, f.version && `Version ${f.version}`, f.proxy && `über den Proxy ${f.proxy}`].filter(Boolean).join(", "),
  "registry-key": () => "",
  "registry-features": (f) => (f.agents === undefined ? "" : `${f.agents} ${f.agents === "1" ? "Agent" : "Agenten"} online${f.search === "yes" ? ", mit Suche" : ""}`),
};

/** @type {Language["connectionNote"]} */
export const connectionNote = {
  "node-reachable": (f) => (f.trusted ? `Zusätzlich zu dem, was dieser Computer kennt, wird hier vertraut: ${f.trusted}.` : ""),
  "registry-reachable": (f) => (f.trusted ? `Zusätzlich zu dem, was dieser Computer kennt, wird hier vertraut: ${f.trusted}.` : ""),
  "node-key": (f) => swapped(f, "Registry Service"),
  "registry-key": (f) => swapped(f, "Payment Service"),
  "may-pay": (f) => (f.admin === "yes" ? "Er kann mehr, als Kaimono braucht. Ein Schlüssel, der nur lesen und zahlen darf, ist sicherer." : ""),
  "credits": (f) => (f.unmatched
    ? `Vom Ausgabenlimit stehen ${f.unmatched} in der Einheit „lovelace“, wie die Seiten des Knotens selbst es schreiben, und dieser Knoten rechnet das für keinen Kauf an. Bitten Sie um einen neuen Schlüssel, bei dem „Limit Usage“ ausgeschaltet ist.`
    : f.elsewhere ? `Nicht für Käufe hier: ${f.elsewhere}. Dieser Teil des Ausgabenlimits gilt auf einer anderen Blockchain, nur für x402.`
    : f.limited === "yes" ? "Der Schlüssel hat ein Ausgabenlimit. Manche Versionen des Knotens verbrauchen mit dem ersten Kauf das ganze Ausgabenlimit." : ""),
  "payment-sources": (f) => (f.sources === "V1" ? "Bei Agenten, die nur über V2-Verträge bezahlt werden, können Sie nicht kaufen. Dafür fügt der Betreiber Ihres Knotens in der Verwaltung V2 hinzu („Start V2 setup“)." : f.sources === "V2" ? "Bei Agenten, die nur über V1-Verträge bezahlt werden, wie die meisten älteren, können Sie nicht kaufen. Dafür braucht Ihr Knoten eine V1-Zahlungsquelle, die nur seine API hinzufügt." : ""),
  "node-features": (f) => [
    f.release === "0.26" || f.release === "0.27" ? "Diese Version kennt nur die ersten Verträge (V1). Der Betreiber Ihres Knotens sollte ihn auf 0.28 oder neuer aktualisieren." : "",
    f.unready ? `Ihr Knoten sagt, dass ihm das für V2 fehlt: ${f.unready}. Sein Betreiber kann es in der Verwaltung beheben.` : "",
  ].filter(Boolean).join(" "),
  "wallet": (f) => (f.why === "none" ? "Ihr Knoten nennt in diesem Netz kein Wallet für Käufe. Ohne ein solches kann er nicht bezahlen." : f.why === "not-told" ? "Nur mit einem Admin-Schlüssel lässt sich das Wallet erfragen. Andere Schlüssel sehen es an bezahlten Käufen, und Ihr Knoten zeigt noch keine. Sie können die Adresse auf der Seite „Wallet“ einfügen." : ""),
  "registry-features": (f) => (f.search === "no" ? "Dieses Register kann nicht suchen. Kaimono durchsucht stattdessen seine eigene Kopie der Liste." : f.network ? `So sieht es auch aus, wenn ein Register ${f.network} nicht bedient.` : ""),
};

/** @type {Language["connectionWarned"]} */
export const connectionWarned = {
  "balance": "Ein Wallet ohne ADA bezahlt nichts: Jede Zahlung braucht etwas davon für Gebühren und Pfand.",
  "clock": "Die Uhren gehen auseinander. Kaimono richtet sich nach der Uhr Ihres Knotens.",
  "registry-features": "In diesem Netz ist kein Agent online.",
};

/** What is told of the wallet of each contract. @param {Facts} facts */
function byGeneration({ v1, v2, any }) {
  return [v1 && `V1: ${v1}`, v2 && `V2: ${v2}`, any].filter(Boolean).join("; ");
}

/** @param {Facts} facts @param {string} other */
function swapped(facts, other) {
  if (facts.swapped === "yes") return `Das ist ein Schlüssel des ${other}, deshalb wurde er nicht gesendet. Vielleicht sind die beiden Schlüssel vertauscht.`;
  return facts.swapped === "maybe" ? "Beide Schlüssel werden abgelehnt. Vielleicht sind sie vertauscht." : "";
}

/** @type {Language["lineState"]} */
export const lineState = { passed: "Bestanden", warned: "Funktioniert, mit einem Hinweis", failed: "Nicht bestanden", skipped: "Nicht getestet" };
