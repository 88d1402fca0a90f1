// What can go wrong, on whose side, and what to do.

/** @import { Side } from "../../../types/contract.js" */
/** @import { Language } from "../en/index.js" */

/** Who answers for a failure, as the subject of a sentence. @type {Record<Side, string>} */
const subject = {
  node: "Ihr Knoten",
  registry: "Das Register",
  agent: "Der Agent",
  network: "Der Server",
  keyring: "Der Schlüsselbund",
  app: "Kaimono",
  you: "Kaimono",
};

/** The same in the genitive. @type {Record<Side, string>} */
const owner = {
  node: "Ihres Knotens",
  registry: "des Registers",
  agent: "des Agenten",
  network: "des Servers",
  keyring: "des Schlüsselbunds",
  app: "von Kaimono",
  you: "Ihrer Eingabe",
};

/** On whose side something is. @type {Record<Side, string>} */
const side = {
  node: "Das liegt an Ihrem Knoten.",
  registry: "Das liegt am Register.",
  agent: "Das liegt am Agenten.",
  network: "Das liegt an der Verbindung.",
  keyring: "Das liegt am Schlüsselbund dieses Computers.",
  app: "Das liegt an Kaimono.",
  you: "Es geht um Ihre Eingabe.",
};

/** Over the words of somebody. @type {Record<Side, string>} */
const quote = {
  node: "Meldung Ihres Knotens",
  registry: "Meldung des Registers",
  agent: "Meldung des Agenten",
  network: "Einzelheiten",
  keyring: "Meldung des Schlüsselbunds",
  app: "Einzelheiten",
  you: "Einzelheiten",
};

/** @type {Language["moved"]} */
export const moved = {
  no: "Es ist kein Geld geflossen.",
  unknown: "Ob Geld geflossen ist, ist noch nicht bekannt. Kaimono klärt das, bevor es irgendetwas anderes tut.",
  yes: "Es ist Geld geflossen.",
};

/** @type {Language["failure"]} */
export const failure = {
  "unknown-host": { what: () => "Diesen Servernamen gibt es nicht", todo: () => "Prüfen Sie, ob die Adresse einen Tippfehler hat und ob dieser Computer online ist." },
  "unreachable": {
    what: (s) => `${subject[s]} antwortet unter dieser Adresse nicht`,
    todo: (s) => (s === "agent" ? "Vielleicht ist der Agent ausgeschaltet. Versuchen Sie es später erneut." : "Prüfen Sie, ob der Dienst läuft, ob der Port stimmt und ob keine Firewall dazwischen ist."),
  },
  "timeout": { what: (s) => `${subject[s]} hat zu lange nicht geantwortet`, todo: (s) => (s === "agent" ? "Manche Agenten brauchen eine Minute, um aufzuwachen. Versuchen Sie es erneut." : "Versuchen Sie es erneut. Wenn es so bleibt, sehen Sie auf dem Computer nach, auf dem der Dienst läuft.") },
  "certificate": { what: (s) => `Dem Zertifikat ${owner[s]} wird nicht vertraut`, todo: (s) => (s === "agent" ? "Kaimono verbindet sich nicht mit ihm, denn jemand könnte mithören. Der Betreiber muss das Zertifikat erneuern." : "Kaimono verbindet sich nicht, denn jemand könnte mithören. Es wurde kein Schlüssel gesendet. Ist das Zertifikat von Ihrer eigenen Zertifizierungsstelle oder der Ihrer Firma, oder von einem Proxy, der mitliest und dem Sie vertrauen? Dann fügen Sie das Zertifikat dieser Stelle in den Einstellungen dieses Knotens unter „Erweitert“ ein. Sonst muss der Betreiber das Zertifikat erneuern.") },
  "address-refused": { what: () => "Zu dieser Adresse verbindet sich Kaimono nicht", todo: () => "Verwenden Sie https, ohne Benutzername, Abfrage (?) und Fragment (#). Unverschlüsseltes http geht nur auf diesem Computer (127.0.0.1)." },
  "stand-in-address": { what: () => "Ein VPN oder Proxy auf diesem Computer gibt für den Namen des Agenten eine Ersatzadresse aus (Fake-IP)", todo: () => "Der Agent kann nichts dafür, und es wurde nichts gesendet. Wenn Sie darauf vertrauen, dass Ihr VPN oder Proxy den Agenten findet, ändern Sie den Knoten in den Einstellungen und schalten Sie „Mein VPN oder Proxy gibt Ersatzadressen für Agenten aus“ ein. Sonst stellen Sie es so ein, dass es mit echten Adressen antwortet." },
  "proxy-silent": { what: () => "Der eingetragene Proxy antwortet nicht oder verbindet nicht rechtzeitig", todo: () => "Ihr Knoten wurde nicht erreicht, mit ihm kann also alles in Ordnung sein, und es wurde kein Schlüssel gesendet. Prüfen Sie, ob der Proxy läuft, ob dieser Computer in seinem Netz ist und ob seine Adresse in den Einstellungen dieses Knotens unter „Erweitert“ stimmt. Wenn Sie keinen Proxy brauchen, nehmen Sie ihn dort heraus." },
  "proxy-refused": { what: () => "Der eingetragene Proxy lässt die Verbindung nicht durch", todo: () => "Er antwortet, führt aber nicht zu dieser Adresse; es wurde kein Schlüssel gesendet. Bitten Sie den Betreiber des Proxys, Kaimono per https zur Adresse Ihres Knotens durchzulassen, ohne Benutzername und Passwort. Wenn Sie keinen Proxy brauchen, nehmen Sie ihn in den Einstellungen dieses Knotens unter „Erweitert“ heraus." },
  "proxy-address": { what: () => "Diesen Proxy kann Kaimono nicht verwenden", todo: () => "Schreiben Sie http://host:port, ohne Benutzername, Passwort und Pfad, denn im Schlüsselbund wäre dafür kein Platz. SOCKS und Proxys über https verwendet Kaimono nicht. Lassen Sie das Feld leer, wenn Sie keinen Proxy wollen." },
  "authority-unreadable": { what: () => "Dieses Zertifikat kann Kaimono nicht lesen", todo: () => "Fügen Sie den ganzen Text von „-----BEGIN CERTIFICATE-----“ bis „-----END CERTIFICATE-----“ ein, genau so, wie Sie ihn bekommen haben, und niemals einen privaten Schlüssel. Es wurde nichts gespeichert und niemand gefragt." },
  "redirected": { what: (s) => `${subject[s]} leitet an eine andere Adresse weiter`, todo: () => "Kaimono folgt keinen Weiterleitungen, denn ein Schlüssel oder ein Auftrag könnte anderswo landen. Geben Sie die endgültige Adresse ein." },
  "not-the-service": { what: (s) => (s === "agent" ? "Was geantwortet hat, ist kein Agent" : `Was geantwortet hat, ist kein ${s === "registry" ? "Registry Service" : "Payment Service"}`), todo: (s) => (s === "agent" ? "Nur der Anbieter kann das beheben. Wählen Sie einen anderen Agenten." : "Prüfen Sie die Adresse: Knoten und Register sind zwei Dienste mit zwei Adressen.") },
  "key-refused": { what: (s) => (s === "you" ? "Das sieht nicht wie ein Schlüssel aus" : `${subject[s]} nimmt den Schlüssel nicht an`), todo: () => "Prüfen Sie, ob Sie den ganzen Schlüssel eingefügt haben, ob er zu diesem Dienst gehört (Knoten und Register haben verschiedene Schlüssel) und ob er nicht widerrufen wurde." },
  "key-may-not": { what: (s) => (s === "registry" ? "Der Schlüssel darf das beim Register nicht" : s === "agent" ? "Der Schlüssel darf das beim Agenten nicht" : s === "node" ? "Der Schlüssel darf das bei Ihrem Knoten nicht" : "Der Schlüssel darf das nicht"), todo: () => "Bitten Sie den Betreiber des Knotens um einen Schlüssel, der lesen und zahlen darf." },
  "node-too-old": { what: (s) => `${subject[s]} ist zu alt, als dass Kaimono damit kaufen könnte`, todo: (s) => (s === "registry" ? "Versionen vor 0.24 (März 2026) sagen nicht, was sich geändert hat, seit Kaimono zuletzt nachgesehen hat. Der Betreiber sollte die Software auf 0.24 oder neuer aktualisieren." : "Versionen vor 0.26 (Februar 2026) sagen nicht, welcher Schlüssel verwendet wurde. Ohne diese Angabe könnte Kaimono seine eigenen Käufe nicht von fremden unterscheiden und nicht sehen, was sich ändert. Der Betreiber sollte die Software auf 0.28 oder neuer aktualisieren.") },
  "hosted-service": { what: () => "Das ist der Dienst, den Masumi selbst betreibt, und kein eigener Knoten", todo: () => "Er kann verkaufen, aber nicht kaufen. Ihr Schlüssel wurde nicht gespeichert und nirgendwohin sonst gesendet. Sie brauchen einen eigenen Payment Service (0.28 oder neuer) oder die Adresse und einen Schlüssel von jemandem, der einen betreibt." },
  "key-network": { what: () => "Der Schlüssel ist nicht für dieses Netz", todo: () => "Wählen Sie das Netz, für das der Schlüssel gemacht wurde, oder bitten Sie um einen Schlüssel für dieses." },
  "refused": { what: (s) => `${subject[s]} hat abgelehnt`, todo: (_s, retry) => (retry ? "Lesen Sie unten die Meldung, beheben Sie die Ursache und versuchen Sie es dann erneut." : "Lesen Sie unten die Meldung. Dasselbe noch einmal zu versuchen, hilft nicht.") },
  "service-failed": { what: (s) => `${subject[s]} hat einen Fehler gemeldet`, todo: (s) => (s === "agent" ? "Der Fehler liegt beim Agenten selbst. Versuchen Sie es später erneut." : "Der Fehler liegt dort und nicht bei Ihnen. Versuchen Sie es erneut; wenn es so bleibt, sehen Sie dort in das Protokoll.") },
  "busy": { what: (s) => `${subject[s]} bekommt zu viele Anfragen`, todo: () => "Warten Sie eine Minute und versuchen Sie es dann erneut." },
  "clock-doubted": { what: () => "Die Uhren Ihres Knotens und dieses Computers gehen um mehr als einen Tag auseinander", todo: () => "Eine der beiden geht falsch. Von ihnen hängen Fristen ab, deshalb zahlt Kaimono nichts, bis sie übereinstimmen. Stellen Sie die Uhr dieses Computers richtig oder fragen Sie den Betreiber des Knotens. Beide Zeiten stehen unten: zuerst die des Knotens, dann die dieses Computers." },
  "key-anew": { what: () => "Dieser Schlüssel wurde für eine andere Adresse gespeichert, oder bevor Sie diesem Zertifikat vertraut haben", todo: () => "Kaimono sendet einen Schlüssel nur an die Adresse, für die er gespeichert wurde, und nur an den, dem Sie dort damals vertraut haben. Geben Sie den Schlüssel erneut ein." },
  "another-node": { what: (s) => (s === "you" ? "Das ist ein anderer Knoten: Er kennt keinen der Käufe von diesem hier" : "Ihr Knoten weiß nicht mehr, was er vorher wusste"), todo: (s) => (s === "you" ? "Hier sind noch Käufe offen, und nur ihr eigener Knoten kann sie fortsetzen. Verbinden Sie den anderen Knoten gesondert." : "Es ist ein anderer Knoten, oder er wurde neu eingerichtet. Er kann nicht sagen, was aus dieser Zahlung geworden ist; deshalb bezahlt Kaimono nicht noch einmal. Lassen Sie den früheren Knoten wieder unter dieser Adresse antworten und versuchen Sie es dann erneut.") },
  "node-known": { what: () => "Dieser Knoten ist schon verbunden", todo: () => "Kaimono würde ihn doppelt überwachen. Verwenden oder ändern Sie den unten genannten." },
  "quota-exhausted": { what: () => "Das Ausgabenlimit des Schlüssels reicht dafür nicht", todo: () => "Bitten Sie den Betreiber des Knotens, das Ausgabenlimit dieses Schlüssels zu erhöhen, und versuchen Sie es dann erneut. Manche Knoten verbrauchen mit dem ersten Kauf das ganze Ausgabenlimit; dann ist nichts mehr übrig, obwohl wenig ausgegeben wurde. Und ein Ausgabenlimit in der Einheit „lovelace“, wie die Seiten des Knotens selbst es schreiben, bezahlt nichts. Im Wallet selbst kann genug sein." },
  "cannot-pay-contract": { what: () => "Ihr Knoten kann nicht in den Treuhandvertrag dieses Agenten einzahlen", todo: () => "Ihr Knoten braucht eine Zahlungsquelle für diesen Vertrag. Wählen Sie einen anderen Agenten oder fügen Sie die Quelle in der Verwaltung des Knotens hinzu." },
  "no-payment-source": { what: () => "Ihr Knoten hat in diesem Netz keine Zahlungsquelle", todo: () => "Er kann hier nichts bezahlen. Wählen Sie das andere Netz oder lassen Sie in der Verwaltung des Knotens eine Zahlungsquelle hinzufügen." },
  "network-unknown": { what: () => "Das Register bedient dieses Netz nicht", todo: () => "Wählen Sie das andere Netz oder bitten Sie den Betreiber des Registers, es hinzuzufügen." },
  "not-https": { what: (s) => `${subject[s]} antwortet unter dieser Adresse, aber nicht über https`, todo: (s) => (s === "agent" ? "Nur der Anbieter kann das beheben. Wählen Sie einen anderen Agenten." : "Auf diesem Computer darf die Adresse mit http://127.0.0.1 beginnen. Auf einem anderen Computer braucht sie https, denn der Schlüssel könnte unterwegs gelesen werden.") },
  "not-found": { what: (s) => `${subject[s]} kennt das nicht`, todo: () => "Vielleicht gibt es das nicht mehr. Gehen Sie zurück und sehen Sie noch einmal nach." },
  "state-changed": { what: () => "Es hat sich inzwischen geändert", todo: () => "Sehen Sie sich den jetzigen Stand an und entscheiden Sie dann neu." },
  "keyring-locked": { what: () => "Der Schlüsselbund ist gesperrt", todo: () => "Entsperren Sie ihn und versuchen Sie es dann erneut, oder verwenden Sie die Schlüssel nur für diese Sitzung." },
  "keyring-missing": { what: () => "Dieser Computer hat keinen Schlüsselbund", todo: () => "Installieren oder starten Sie einen, oder verwenden Sie die Schlüssel nur für diese Sitzung." },
  "keyring-no-collection": { what: () => "Der Schlüsselbund hat keinen Platz für Passwörter", todo: () => "Legen Sie im Programm des Schlüsselbunds einen an und versuchen Sie es erneut, oder verwenden Sie die Schlüssel nur für diese Sitzung." },
  "keyring-asking": { what: () => "Der Schlüsselbund wartet auf Ihre Antwort", todo: () => "Antworten Sie in seinem eigenen Fenster und versuchen Sie es erneut, oder verwenden Sie die Schlüssel nur für diese Sitzung." },
  "keyring-slow": { what: () => "Der Schlüsselbund antwortet nicht", todo: () => "Sehen Sie nach, ob in einem anderen Fenster eine Passwortabfrage wartet, und versuchen Sie es dann erneut." },
  "keys-missing": { what: () => "Die Schlüssel sind nicht im Schlüsselbund", todo: () => "Geben Sie sie in den Einstellungen dieses Knotens erneut ein." },
  "keys-unread": { what: () => "Die Schlüssel werden gelesen", todo: () => "Das dauert einen Moment. Wenn der Schlüsselbund nach einem Passwort fragt, wartet er darauf." },
  "store-no-locks": { what: () => "Der Datenordner von Kaimono liegt auf einem Datenträger, der keine Dateien sperren kann", todo: () => "Manche Netzlaufwerke können das nicht. Zwei Kaimonos könnten dort doppelt bezahlen, deshalb startet dieses nicht. Setzen Sie KAIMONO_DATA_DIR auf einen Ordner auf einem Datenträger dieses Computers und starten Sie neu." },
  "not-saved": { what: () => "Kaimono konnte diese Einstellung nicht speichern", todo: () => "Prüfen Sie, ob in Ihren Einstellungsordner geschrieben werden kann, und versuchen Sie es erneut." },
  "store": { what: () => "Kaimono kann seine eigenen Daten nicht speichern", todo: () => "Prüfen Sie, ob es den Datenordner gibt und ob er beschreibbar ist. Kaimono sendet nichts, was es nicht vorher speichern kann." },
  "store-full": { what: () => "Der Datenträger ist voll, deshalb kann Kaimono nicht speichern, was es tut", todo: () => "Schaffen Sie Platz auf dem Datenträger. Kaimono sendet keine Zahlung, die es nicht vorher gespeichert hat, und macht von selbst weiter." },
  "store-gone": { what: () => "Der Datenordner wurde verschoben, entfernt oder ausgetauscht, während Kaimono lief", todo: () => "Kaimono sendet nichts, was es nicht vorher speichern kann; deshalb wird jetzt nichts gekauft und nichts bezahlt. Legen Sie den Ordner dorthin zurück, wo er war, oder starten Sie Kaimono neu. Ihr Knoten kennt weiterhin jeden Kauf." },
  "store-damaged": { what: () => "Was Kaimono gespeichert hat, lässt sich nicht mehr lesen", todo: () => "Ohne diese Daten macht Kaimono nicht weiter, denn es könnte doppelt bezahlen. Die unten genannte Datei bleibt, wie sie ist: Spielen Sie eine Kopie aus einer Sicherung ein oder legen Sie die Datei in den Einstellungen beiseite und beginnen Sie neu. Ihr Knoten kennt weiterhin jeden Kauf, und was in Treuhand liegt, bleibt dort." },
  "store-newer": { what: () => "Diese Daten hat eine neuere Version von Kaimono geschrieben", todo: () => "Starten Sie wieder die neuere Version. Diese hier hat nichts geändert." },
  "backup-unread": { what: () => "Diese Datei lässt sich nicht öffnen", todo: () => "Prüfen Sie den Pfad und ob Sie die Datei lesen dürfen. Es wurde nichts geändert." },
  "backup-foreign": { what: () => "Diese Datei ist keine Sicherung von Kaimono", todo: () => "Eine Sicherung heißt kaimono-backup-… und endet auf .age. Wählen Sie eine andere Datei. Es wurde nichts geändert." },
  "backup-damaged": { what: () => "Diese Sicherung ist beschädigt", todo: () => "Sie ist nicht mehr so, wie sie geschrieben wurde, deshalb stellt Kaimono nichts aus ihr wieder her. Kopieren Sie sie noch einmal von dort, wo Sie sie aufbewahren, oder nehmen Sie eine andere. Es wurde nichts geändert." },
  "backup-newer": { what: () => "Diese Sicherung hat eine neuere Version von Kaimono angelegt", todo: () => "Aktualisieren Sie Kaimono und stellen Sie sie dann wieder her. Es wurde nichts geändert." },
  "backup-passphrase": { what: () => "Diese Passphrase öffnet die Sicherung nicht", todo: () => "Prüfen Sie Großschreibung und Tastaturbelegung und versuchen Sie es erneut. Sind Sie sich sicher, kann der Anfang der Datei beschädigt sein. Es wurde nichts geändert." },
  "already-running": { what: () => "Kaimono läuft schon", todo: () => "Zwei davon könnten doppelt bezahlen, deshalb darf nur eines diese Daten verwenden. Gehen Sie zum anderen Fenster. Teilen sich mehrere Computer diesen Ordner, beenden Sie Kaimono auf dem anderen." },
  "input": { what: () => "Eine Eingabe ist nicht gültig", todo: () => "Korrigieren Sie sie und versuchen Sie es erneut." },
  "over-limit": { what: () => "Das ist mehr, als Ihr Limit noch zulässt", todo: () => "An den Agenten wurde nichts gesendet. Unter „Einstellungen“, „Limits“ steht, wie viel noch frei ist und ab wann wieder. Dort können Sie das Limit auch ändern." },
  "unlisted": { what: () => "Dieser Agent und sein Anbieter stehen nicht auf Ihrer Liste", todo: () => "Sie wollen nur bei Agenten und Anbietern kaufen, die Sie selbst eingetragen haben. An den Agenten wurde nichts gesendet. Tragen Sie ihn unter „Einstellungen“, „Limits“ ein, wenn Sie ihm vertrauen." },
  "limits-unread": { what: () => "Kaimono kann nicht lesen, was es mit Ihren Limits vergleichen muss", todo: () => "Deshalb genehmigt es nichts, und an den Agenten wurde nichts gesendet. Was sich nicht lesen lässt, steht unten. Unter „Einstellungen“, „Limits“ steht, was Sie tun können." },
  "buying-paused": { what: () => "Sie haben Käufe pausiert", todo: () => "Bis Sie die Pause beenden, wird nichts Neues genehmigt und kein Auftrag gestartet. Was läuft, wird weiter überwacht." },
  "approval-expired": { what: () => "Diese Kaufübersicht ist abgelaufen", todo: () => "Preise und Fristen können sich geändert haben. Lassen Sie die Kaufübersicht neu erstellen: Ihre Antworten sind noch da." },
  "approval-gone": { what: () => "Diese Kaufübersicht wurde schon verwendet oder abgelehnt", todo: () => "Sehen Sie unter „Käufe“ nach, ob gekauft wurde. Wenn nicht, lassen Sie die Kaufübersicht neu erstellen." },
  "agent-malformed": { what: () => "Die Antwort des Agenten kann Kaimono nicht verwenden", todo: () => "Nur der Anbieter kann das beheben." },
  "agent-refused": { what: () => "Der Agent hat den Auftrag abgelehnt", todo: () => "Lesen Sie unten die Meldung. Wenn es um Ihre Antworten geht, ändern Sie diese und versuchen Sie es erneut. Wenn nicht, versuchen Sie es später oder wählen Sie einen anderen Agenten." },
  "paid-otherwise": { what: () => "Dieser Agent will auf einem Weg bezahlt werden, den Kaimono nicht kennt", todo: () => "Kaimono zahlt nur in die Treuhand von Masumi ein, die Ihr Geld schützt; was der Agent stattdessen will, steht unten. Bezahlen Sie diesen Auftrag nicht dort, es sei denn, Sie vertrauen dem Agenten auch ohne diesen Schutz. Wählen Sie einen anderen Agenten." },
  "callers-only": { what: () => "Dieser Agent verkauft nur an Kunden, die bei ihm angemeldet sind", todo: () => "Mit Ihren Schlüsseln ist alles in Ordnung: Diese sind für Ihren Knoten und das Register und wurden nicht an den Agenten gesendet. Bitten Sie den Anbieter um Zugang oder wählen Sie einen anderen Agenten." },
  "uploads-only": { what: () => "Der Agent sagt, dass etwas fehlt, obwohl Kaimono es gesendet hat", todo: () => "Wahrscheinlich nimmt er Aufträge nur als hochgeladene Datei an; das ist hier nicht möglich. Es liegt nicht an Ihren Antworten, und andere helfen nicht. Wählen Sie einen anderen Agenten oder sagen Sie es dem Anbieter." },
  "request-refused": { what: () => "Der Agent nimmt Aufträge nicht in der Form an, die der Standard (MIP-003) beschreibt", todo: () => "Er will Ihre Antworten an anderer Stelle oder in anderer Form; seine Meldung steht unten. Es liegt nicht an dem, was Sie geantwortet haben, und andere Antworten helfen nicht. Nur der Anbieter kann das beheben: Sagen Sie es ihm und geben Sie ihm diese Meldung." },
  "nonce-refused": { what: () => "Der Agent nimmt die Nummer nicht an, die Kaimono jedem Auftrag gibt", todo: () => "Es liegt nicht an Ihren Antworten. Starten Sie einen neuen Auftrag, er bekommt eine andere Nummer; wird auch die abgelehnt, kann nur der Anbieter das beheben." },
  "choices-refused": { what: () => "Der Agent hat Ihre Auswahl so, wie sie geschrieben war, nicht angenommen", todo: () => "Agenten unterscheiden sich: Manche wollen die Nummer einer Auswahl, manche ihren Text. Kaimono hat sich das gemerkt und schreibt die Auswahl beim nächsten Mal anders. Gehen Sie zurück zum Formular, Ihre Antworten stehen noch darin; nichts wird gesendet, bevor Sie es genehmigen." },
  "terms-missing": { what: () => "Der Agent hat den Auftrag angenommen, aber nicht gesagt, was eine Zahlung braucht", todo: () => "Ohne diese signierten Angaben kann nichts bezahlt werden, deshalb endet dieser Auftrag hier; beim Agenten lässt er sich nicht absagen. Nur der Anbieter kann das beheben. Wählen Sie einen anderen." },
  "result-too-large": { what: () => "Die Antwort des Agenten ist größer, als Kaimono annimmt (4\u00a0MB)", todo: () => "Der Auftrag läuft weiter, und der Agent wird alle zehn Minuten wieder gefragt. Was die Antwort enthält, lässt sich hier weder zeigen noch prüfen. Bitten Sie den Anbieter um ein kürzeres Ergebnis oder um einen Link, oder widersprechen Sie, bevor die Widerspruchsfrist endet: Ein Hash auf der Blockchain genügt, damit der Anbieter bezahlt wird." },
  "unknown": { what: () => "Unter diesem Namen gibt es hier nichts", todo: () => "Vielleicht wurde es entfernt. Gehen Sie zurück und sehen Sie noch einmal nach." },
  "no-profile": { what: () => "Es ist kein Knoten geöffnet", todo: () => "Probieren Sie zuerst die Sandbox aus oder verbinden Sie Ihren Knoten." },
  "terms-refused": { what: () => "Die Bedingungen des Agenten haben die Prüfungen nicht bestanden, deshalb wurde nichts bezahlt", todo: () => "Die nicht bestandenen Prüfungen stehen unten, mit beiden Werten und mit dem, was sie bedeuten können." },
  "too-late": { what: () => "Die Zahlungsfrist ist vorbei", todo: () => "Das Angebot des Agenten ist abgelaufen. Starten Sie einen neuen Auftrag, wenn Sie es noch wollen." },
  "not-now": { what: () => "Das geht jetzt nicht", todo: () => "Sehen Sie sich den jetzigen Stand des Kaufs an." },
  "refund-changed": { what: () => "Der Kauf hat sich geändert, seit Sie das gelesen haben", todo: () => "Derselbe Klick würde jetzt etwas anderes bedeuten, deshalb wurde er nicht ausgeführt. Lesen Sie die Karte noch einmal und entscheiden Sie dann." },
  "alarm": { what: () => "Was Ihr Knoten hat, ist nicht das, was Sie genehmigt haben", todo: () => "Kaimono tut von selbst nichts mehr. Vergleichen Sie die Werte unten, zusammen mit dem Betreiber des Knotens." },
  "insufficient-funds": { what: () => "Im Wallet Ihres Knotens ist zu wenig für diese Zahlung", todo: () => "Füllen Sie das Wallet auf und versuchen Sie die Zahlung erneut, bevor die Zahlungsfrist endet." },
  "node-stuck": { what: () => "Ihr Knoten kommt mit diesem Kauf nicht weiter", todo: () => "Seine Meldung steht unten. Vielleicht muss der Betreiber des Knotens eingreifen." },
  "interrupted": { what: () => "Kaimono wurde geschlossen, während eine Anfrage unterwegs war", todo: (_s, retry) => (retry ? "Kaimono klärt, was daraus geworden ist, bevor es irgendetwas anderes tut." : "Sehen Sie sich den jetzigen Stand des Kaufs an.") },
  "sandbox": { what: () => "Die Sandbox konnte nicht gestartet werden", todo: () => "Vielleicht ist ein anderes Programm im Weg. Versuchen Sie es erneut." },
  "sandbox-unreadable": { what: () => "Was die Sandbox gespeichert hat, lässt sich nicht lesen", todo: () => "Es geht nur um Spielgeld, und nichts anderes wird angetastet. Sie können den Ordner beiseitelegen und eine neue Sandbox beginnen; der alte Ordner bleibt neben dem neuen liegen." },
  "internal": { what: () => "Kaimono hat einen Fehler gemacht", todo: () => "Bitte melden Sie das, mit den Einzelheiten unten." },
};

/** @type {Language["failing"]} */
export const failing = {
  whose: (who) => side[who],
  quote: (who) => quote[who],
  line: (what, todo) => `${what}. ${todo}`,
  again: "Erneut versuchen",
  reset: "Beiseitelegen, neu beginnen",
  loading: "Wird geladen\u00a0…",
  saidAbove: "Hier ist nichts zu sehen, bis das behoben ist.",
  stale: (when) => `Sie sehen den letzten Stand (${when}).`,
};
