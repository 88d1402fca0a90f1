// The first hour in the sandbox, the way to a node of one's own, what its operator sent, and what the operator is asked for.

/** @import * as en from "../en/first-hour.js" */

const number = (/** @type {number} */ value) => value.toLocaleString("de-DE");

/** @type {typeof en.firstHour} */
export const firstHour = {
  title: "Die erste Stunde",
  lead: "Fünf Dinge zum Ausprobieren, mit Spielgeld (die Währungen heißen ADA und tUSDM). Danach wissen Sie, was Kaimono tut, bevor es darauf ankommt.",
  count: (done, all) => `${number(done)} von ${number(all)} erledigt`,
  isDone: "Erledigt",
  isOpen: "Noch nicht erledigt",
  hide: "Ausblenden",
  hidden: "Ausgeblendet. Sie finden die Liste in den Einstellungen.",
  show: "Die erste Stunde zeigen",
  shownSays: "Fünf Dinge zum Ausprobieren in der Sandbox. Zurzeit ausgeblendet.",
  all: "Sie haben alles gesehen",
  allSays: "Sie haben etwas gekauft, eine Frage beantwortet, einen Lügner ertappt, Geld zurückbekommen und zwei Tage vergehen lassen. Nichts davon war echt. Als Nächstes kommt ein eigener Knoten, zuerst mit Testgeld.",
  forReal: "Mit eigenem Knoten nutzen",
  next: (name) => `Als Nächstes: ${name}`,
  leads: {
    agent: "Als Nächstes: das Formular dieses Agenten. Ansehen kostet nichts.",
    buy: "Als Nächstes: die Kaufübersicht mit allen Kosten. Vorher wird nichts bezahlt.",
    review: "Als Nächstes: Sie bezahlen mit Spielgeld. Zuerst prüft Kaimono die Bedingungen des Anbieters.",
    purchase: "Als Nächstes: das Ergebnis, in etwa einer halben Minute. Sie können diese Seite inzwischen verlassen.",
  },
  step: {
    buy: { name: "Etwas kaufen", says: "Lassen Sie einen Text zusammenfassen. Das Geld geht in Treuhand: Der Anbieter bekommt es erst, wenn Sie Zeit hatten, zu widersprechen. Kaimono vergleicht das Ergebnis mit dem Nachweis des Anbieters auf der Blockchain, einem öffentlichen Kassenbuch.", go: "Text Summarizer öffnen" },
    answer: { name: "Eine Frage beantworten", says: "Der Contract Reviewer fragt Sie mitten in der Arbeit etwas und wartet auf Ihre Antwort.", go: "Contract Reviewer öffnen" },
    liar: { name: "Einen Lügner ertappen", says: "Wählen Sie, worüber der Dishonest Seller lügt. Kaimono findet es heraus, und nichts wird bezahlt.", go: "Dishonest Seller öffnen" },
    refund: { name: "Geld zurückbekommen", says: "Der Lead Collector liefert nie. Kaufen Sie bei ihm und lassen Sie Zeit vergehen: Das Geld kommt von selbst zurück.", go: "Lead Collector öffnen" },
    days: { name: "Zwei Tage vergehen lassen", says: "In Treuhand liegt Geld mehrere Tage. Die Uhr der Sandbox können Sie weiterstellen und sehen sofort, was daraus wird.", go: "Uhr zwei Tage weiterstellen" },
  },
};

/** @type {typeof en.forReal} */
export const forReal = {
  title: "Mit eigenem Knoten nutzen",
  lead: "Kaimono kauft über einen Masumi-Knoten: einen Payment Service mit einem Wallet und einen Registry Service, der die Agenten kennt. Sie betreiben ihn selbst, oder jemand tut es für Sie: Wer ihn einrichtet, braucht Erfahrung mit Servern.",
  needTitle: "Was Sie brauchen",
  needs: [
    "Die Adresse eines Payment Service, Version 0.28 oder neuer, und einen Schlüssel, der lesen und zahlen darf. Ein Admin-Schlüssel ist nicht nötig.",
    "Die Adresse eines Registry Service, Version 0.24 oder neuer, und einen Schlüssel dafür. Masumi betreibt ein öffentliches Register zum Ausprobieren; seine Adresse und ein Testschlüssel stehen auf der Seite des Registry Service.",
    "Ein Wallet für Käufe in diesem Knoten mit etwas ADA und den Token, die die Agenten verlangen: je eines für V1- und V2-Verträge, wenn der Knoten beide hat.",
  ],
  costTitle: "Was es kostet",
  costs: [
    ["Ausprobieren auf Preprod", "Nichts. Test-ADA und tUSDM sind kostenlos und nichts wert."],
    ["Ein Computer", "Er muss ständig laufen, mit Docker oder mit Node.js und PostgreSQL. Was das kostet, hängt davon ab, wo Sie ihn mieten; zum Ausprobieren genügt Ihr eigener Computer. Anderswo brauchen beide Dienste https davor und eine Firewall: Der Schnellstart macht seine Datenbank von außen erreichbar, mit einem Passwort, das jeder kennt."],
    ["Ein Blockfrost-Schlüssel", "Darüber liest der Knoten die Blockchain. Der kostenlose Tarif genügt am Anfang; ein viel benutzter Knoten kann an dessen Grenze stoßen."],
    ["Netzgebühren", "Etwa 0,2 bis 0,45\u00a0ADA je Zahlung, weniger, wenn mehrere zusammen hinausgehen. Geld zurückzufordern kostet noch einmal etwa 0,5 bis 0,8\u00a0ADA."],
    ["Ein Pfand", "Etwa 1,4 bis 2,5\u00a0ADA werden neben den meisten Preisen als Pfand gesperrt und kommen zurück, wenn der Kauf abgeschlossen ist."],
    ["Im Wallet", "Halten Sie 15 bis 20\u00a0ADA bereit, zusätzlich zu dem, was Sie ausgeben wollen. Fünf davon sind nur die Sicherheit, die die Verträge verlangen; ausgegeben werden sie nicht."],
  ],
  costNote: "Das sind Schätzungen aus der Dokumentation des Knotens und von Benutzern, Stand Herbst 2026. Was ein Kauf wirklich kostet, steht in seiner Kaufübersicht, bevor Sie bezahlen.",
  runTitle: "Einen Knoten betreiben",
  steps: [
    "Installieren Sie Docker und holen Sie sich einen Blockfrost-Schlüssel für Preprod.",
    "Laden Sie den offiziellen Schnellstart herunter, kopieren Sie .env.example nach .env und tragen Sie dort den Blockfrost-Schlüssel, ENCRYPTION_KEY (mindestens 20 Zeichen) und ADMIN_KEY (mindestens 15) ein. Seine docker-compose.yml nennt womöglich zu alte Versionen: Kaimono braucht Payment Service 0.28 und Registry Service 0.24 oder neuer. Dann führen Sie docker compose up -d aus.",
    "Öffnen Sie http://localhost:3001/admin mit ADMIN_KEY. Legen Sie unter „API keys“ einen Schlüssel an: „Read and Pay“, „Limit Usage“ ausgeschaltet. „Start V2 setup“ fügt V2 hinzu. Kopieren Sie unter „Wallets“ die Adresse jedes Wallets mit „Buying“ und exportieren Sie seine Wiederherstellungswörter: Geht die Datenbank verloren, ist das Geld ohne sie verloren.",
    "Das Register hat keine Verwaltung: Einen Schlüssel dafür legen Sie mit ADMIN_KEY unter http://localhost:3000/docs an (POST /api-key).",
    "Senden Sie Test-ADA und tUSDM an jedes der Wallets und verbinden Sie dann den Knoten hier.",
  ],
  links: { quickstart: "Der Schnellstart (GitHub)", registry: "Der Registry Service (GitHub)", docs: "Die Dokumentation von Masumi", blockfrost: "Blockfrost", faucet: "Faucet, die Test-ADA verteilt", dispenser: "Ausgabe von tUSDM und Test-ADA bei Masumi" },
  preprodTitle: "Zuerst auf Preprod",
  preprod: "Wählen Sie in der Faucet (sie verteilt Test-ADA) „Preprod“ und geben Sie dort die Adresse Ihres Wallets für Käufe an. tUSDM gibt Masumi selbst aus und verlangt dafür einen Code aus Ihrer Registrierung bei Masumi. Auf Preprod gibt es noch einen anderen Token namens USDM, den die Agenten nicht nehmen.",
  mainnetTitle: "Dann auf Mainnet",
  mainnet: "Dasselbe mit echtem Geld: eine Zahlungsquelle für Mainnet in Ihrem Knoten, ein Blockfrost-Schlüssel für Mainnet, echte ADA und USDM oder USDCx in seinem Wallet. Verbinden Sie ihn als zweiten Knoten; die beiden vermischen sich nie. Fangen Sie mit wenig an.",
  checkTitle: "Wie weit Sie sind",
  checkOf: (label) => `Aus dem Verbindungstest von „${label}“.`,
  checkNone: "Noch ist kein eigener Knoten verbunden. Verbinden Sie einen, dann füllt sich diese Liste aus seinem Verbindungstest.",
  checkUntested: "Seit dem Start von Kaimono nicht getestet.",
  connect: "Meinen Knoten verbinden",
  test: "Noch einmal testen",
  testFirst: "Jetzt testen",
  testing: "Wird getestet\u00a0…",
  toMarket: "Zum Markt",
  state: { done: "Erledigt", look: "Funktioniert, mit einem Hinweis", open: "Nicht erledigt", unknown: "Noch nicht bekannt" },
  need: {
    node: { name: "Der Knoten antwortet", todo: "Starten Sie ihn und prüfen Sie die Adresse." },
    version: { name: "Er ist neu genug", todo: "Aktualisieren Sie ihn auf 0.28 oder neuer." },
    key: { name: "Ihr Schlüssel darf zahlen", todo: "Bitten Sie um einen Schlüssel, der in diesem Netz lesen und zahlen darf." },
    contracts: { name: "Er kann in V1- und V2-Verträge einzahlen", todo: "V2 fügt „Start V2 setup“ in seiner Verwaltung hinzu, V1 nur seine API." },
    wallet: { name: "Sein Wallet ist bekannt", todo: "Fügen Sie die Adresse auf der Seite „Wallet“ ein oder kaufen Sie einmal." },
    funds: { name: "Im Wallet ist ADA", todo: "Senden Sie ADA an die Adresse des Wallets." },
    registry: { name: "Das Register antwortet und nennt Agenten", todo: "Prüfen Sie seine Adresse und seinen Schlüssel." },
  },
};

/** @type {typeof en.pasting} */
export const pasting = {
  label: "Einfügen, was man Ihnen geschickt hat",
  hint: "Adressen und Schlüssel vom Betreiber des Knotens, als Nachricht, JSON oder .env-Datei. Der Text wird hier zerlegt und nirgends aufbewahrt.",
  read: "Formular ausfüllen",
  filled: "Ausgefüllt",
  nothing: "Darin steht keine Adresse und kein Schlüssel.",
  tooLong: "Das ist zu lang für eine Nachricht mit Adressen und Schlüsseln. Es wurde nichts gelesen.",
  key: "Ein Schlüssel, verborgen",
  lines: (numbers, count) => (count > 5 ? `${number(count)} Zeilen wurden nicht verstanden.` : count > 1 ? `Die Zeilen ${numbers} wurden nicht verstanden.` : `Zeile ${numbers} wurde nicht verstanden.`),
  gone: "Der Text selbst wurde verworfen.",
  networks: "Es ist von Preprod und von Mainnet die Rede. Welches Netz ist gemeint?",
  place: { nodeUrl: "Adresse des Payment Service", nodeKey: "Schlüssel des Payment Service", registryUrl: "Adresse des Registry Service", registryKey: "Schlüssel des Registry Service", network: "Netz" },
  doubt: {
    several: (place) => `${place}: Es wurde mehr als eine Angabe gefunden und keine übernommen. Tragen Sie die richtige selbst ein.`,
    credentials: (place) => `${place}: Sie enthält ein Passwort und wurde nicht übernommen. Tragen Sie die Adresse ohne Passwort ein.`,
    admin: () => "Der Admin-Schlüssel darf in beiden Diensten alles, deshalb wurde er nicht übernommen. Legen Sie in der Verwaltung Ihres Knotens einen Schlüssel an, der lesen und zahlen darf.",
  },
};

/** @type {typeof en.operator} */
export const operator = {
  copy: "Für den Betreiber kopieren",
  copied: "Kopiert, ohne Schlüssel",
};

/** @type {typeof en.nothingYet} */
export const nothingYet = {
  market: "Das Register hat noch nicht geantwortet",
  marketSays: "Sobald es antwortet, speichert Kaimono die Liste seiner Agenten auf diesem Computer. So können Sie sich auch umsehen, wenn es nicht erreichbar ist.",
  sandbox: "In der Sandbox ausprobieren",
};
