// The frame, its banners, and the states of nodes, keys and stores.
import { plural, number } from "./intl.js";

/** @import { Language } from "../en/index.js" */

/** @type {Language["frame"]} */
export const frame = {
  name: "Kaimono",
  skip: "Zum Inhalt springen",
  main: "Hauptmenü",
  market: "Markt",
  purchases: "Käufe",
  wallet: "Wallet",
  settings: "Einstellungen",
  needsYou: (count) => `${number(count)} ${plural(count, "wartet auf Sie", "warten auf Sie")}`,
  marketNews: (count) => `${number(count)} ${plural(count, "Änderung", "Änderungen")}, die Sie noch nicht gesehen haben`,
  removed: (label) => `${label} (entfernt)`,
  palette: "Suchen\u00a0…",
  back: "Zurück",
  close: "Schließen",
  cancel: "Abbrechen",
  title: (text) => `${text} · Kaimono`,
  booting: "Kaimono wird geöffnet\u00a0…",
};

/** @type {Language["network"]} */
export const network = {
  sandbox: { word: "SANDBOX", says: "Ein ganzes Netz in diesem Programm. Alles Geld ist Spielgeld." },
  Preprod: { word: "PREPROD", says: "Das öffentliche Testnetz von Cardano. Sein Geld ist kostenlos und nichts wert." },
  Mainnet: { word: "MAINNET", says: "Das öffentliche Netz von Cardano. Echtes Geld." },
};

/** @type {Language["health"]} */
export const health = {
  unknown: "Noch nicht gefragt",
  ok: "Ihr Knoten antwortet",
  offline: "Ihr Knoten antwortet nicht",
  refused: "Ihr Knoten lehnt den Schlüssel ab",
  closed: "Es sind keine Schlüssel geladen",
  reading: "Schlüssel werden gelesen\u00a0…",
  since: (when) => `Letzte Antwort: ${when}`,
  offlineBanner: (when) => `Sie sehen den letzten Stand (${when}). Kaimono versucht weiter, Ihren Knoten zu erreichen.`,
  offlineNever: "Ihr Knoten hat noch nicht geantwortet. Kaimono versucht es weiter.",
  refusedBanner: (label, when) => `„${label}“ antwortet, nimmt aber den Schlüssel nicht an. ${when === "" ? "Solange das so ist, kann nichts gelesen und nichts bezahlt werden." : `Sie sehen den letzten Stand (${when}). Solange das so ist, kann nichts Neues gelesen und nichts bezahlt werden.`}`,
  enterKey: "Anderen Schlüssel eingeben",
  skew: (amount) => `Die Uhren dieses Computers und Ihres Knotens gehen um ${amount} auseinander. Kaimono richtet sich nach der Uhr Ihres Knotens.`,
  doubted: (node, here) => `Die Uhr Ihres Knotens zeigt: ${node}. Die Uhr dieses Computers zeigt: ${here}. Kaimono zahlt nichts, bis beide übereinstimmen: Stellen Sie die Uhr dieses Computers richtig oder fragen Sie den Betreiber des Knotens.`,
};

/** @type {Language["keyring"]} */
export const keyring = {
  checking: { title: "Ihr Schlüsselbund wird gefragt\u00a0…", says: "Ihre Schlüssel liegen im Schlüsselbund dieses Computers." },
  ready: { title: "Ihr Schlüsselbund funktioniert", says: "Ihre Schlüssel liegen im Schlüsselbund dieses Computers." },
  locked: { title: "Ihr Schlüsselbund ist gesperrt", says: "Entsperren Sie ihn (vielleicht wartet hinter diesem Fenster eine Passwortabfrage) und versuchen Sie es dann erneut. Oder geben Sie Ihre Schlüssel nur für diese Sitzung ein: Kaimono behält sie dann im Arbeitsspeicher und vergisst sie beim Beenden." },
  asking: { title: "Ihr Schlüsselbund fragt Sie etwas", says: "Antworten Sie in seinem eigenen Fenster, das vielleicht hinter diesem liegt. Kaimono wartet darauf und macht dann von selbst weiter." },
  "no-collection": { title: "Ihr Schlüsselbund hat keinen Platz für Passwörter", says: "Legen Sie einen an und versuchen Sie es erneut. In GNOME geht das mit dem Programm „Passwörter und Schlüssel“: Fügen Sie dort einen Passwort-Schlüsselbund hinzu und machen Sie ihn zur Vorgabe. In KDE schalten Sie die digitale Brieftasche in den Systemeinstellungen ein. In KeePassXC öffnen Sie eine Datenbank und geben in den Einstellungen des Secret Service eine Gruppe frei. Oder verwenden Sie Ihre Schlüssel nur für diese Sitzung: Kaimono behält sie dann im Arbeitsspeicher und vergisst sie beim Beenden." },
  missing: { title: "Dieser Computer hat keinen Schlüsselbund", says: "Kaimono schreibt Schlüssel in keine Datei. Installieren oder starten Sie einen Schlüsselbund (GNOME Keyring, KWallet, KeePassXC) und versuchen Sie es erneut. In KWallet und KeePassXC muss dafür jeweils der Secret Service eingeschaltet sein. Oder verwenden Sie Ihre Schlüssel nur für diese Sitzung: Kaimono behält sie dann im Arbeitsspeicher und vergisst sie beim Beenden." },
  slow: { title: "Ihr Schlüsselbund antwortet nicht", says: "Vielleicht wartet er in einem anderen Fenster auf Ihr Passwort. Versuchen Sie es erneut oder geben Sie Ihre Schlüssel nur für diese Sitzung ein: Kaimono behält sie dann im Arbeitsspeicher und vergisst sie beim Beenden." },
};

/** @type {Language["keyringActions"]} */
export const keyringActions = { retry: "Erneut versuchen", stop: "Nicht länger warten", session: "Nur für diese Sitzung", sessionHint: "Die Schlüssel nur im Arbeitsspeicher behalten und beim Beenden vergessen" };

/** @type {Language["keys"]} */
export const keys = {
  keyring: "Schlüssel im Schlüsselbund",
  session: "Schlüssel im Arbeitsspeicher, nur für diese Sitzung",
  missing: "Schlüssel nicht gefunden. Geben Sie sie erneut ein",
  unavailable: "Schlüssel jetzt nicht lesbar",
  unread: "Schlüssel werden gelesen",
};

/** @type {Language["keysMissingBanner"]} */
export const keysMissingBanner = (label) => `Die Schlüssel von „${label}“ sind nicht im Schlüsselbund. Geben Sie sie erneut ein, um fortzufahren.`;

/** @type {Language["removedBanner"]} */
export const removedBanner = (label) => `„${label}“ wurde entfernt. Was Sie damit gekauft haben, können Sie noch ansehen, aber Kaimono wacht nicht mehr darüber. Um fortzufahren, verbinden Sie denselben Knoten wieder; Kaimono findet seinen Verlauf von selbst.`;

/** @type {Language["store"]} */
export const store = {
  "read-only": { what: (label) => `Ihre Käufe mit „${label}“ lassen sich ansehen, aber es lässt sich nichts speichern`, todo: "Die Daten von Kaimono auf diesem Computer lassen sich nur lesen: Der Datenträger oder der Ordner ist schreibgeschützt. Kaimono sendet nichts, was es nicht vorher speichern kann. Deshalb kauft und bezahlt es jetzt nichts und fordert nichts zurück. Es ist dadurch kein Geld geflossen. Machen Sie den Ordner wieder beschreibbar, dann macht Kaimono von selbst weiter." },
  "full": { what: (label) => `Der Datenträger dieses Computers ist voll, deshalb lässt sich für „${label}“ nichts speichern`, todo: "Kaimono sendet nichts, was es nicht vorher speichern kann. Deshalb kauft und bezahlt es jetzt nichts und fordert nichts zurück. Es ist dadurch kein Geld geflossen. Was noch lief, als Kaimono beendet wurde, klärt es vor allem anderen. Schaffen Sie Platz auf dem Datenträger, dann macht Kaimono von selbst weiter." },
  "locked": { what: (label) => `Ihre Käufe mit „${label}“ sind von einem anderen Programm gesperrt, oder sie liegen auf einem Datenträger, der keine Sperre zulässt`, todo: "Nur Kaimono darf dort schreiben. Ein Ordner auf einem anderen Computer kann das oft nicht garantieren. Bis dahin wird nichts gesendet, und es ist dadurch kein Geld geflossen. Beenden Sie das andere Programm oder legen Sie die Daten von Kaimono auf einen Datenträger dieses Computers. Kaimono versucht es von selbst wieder." },
  "unwritable": { what: (label) => `Für „${label}“ lässt sich etwas nicht speichern`, todo: "Kaimono sendet nichts, was es nicht vorher speichern kann, und es ist dadurch kein Geld geflossen. Prüfen Sie, ob es den Datenordner von Kaimono auf diesem Computer gibt und ob er beschreibbar ist. Kaimono versucht es von selbst wieder." },
  "gone": { what: (label) => `Die Daten Ihrer Käufe mit „${label}“ wurden verschoben, entfernt oder ausgetauscht, während Kaimono lief`, todo: "Kaimono sendet nichts, was es nicht vorher speichern kann, und es ist dadurch kein Geld geflossen. Legen Sie den Datenordner auf diesem Computer dorthin zurück, wo er war, oder starten Sie Kaimono neu. Ihr Knoten kennt weiterhin jeden Kauf." },
  "damaged": { what: (label) => `Die Daten Ihrer Käufe mit „${label}“ lassen sich nicht mehr lesen`, todo: "Ohne sie macht Kaimono nicht weiter, denn es könnte doppelt bezahlen. Die unten genannte Datei auf diesem Computer bleibt, wie sie ist. Ihr Knoten kennt weiterhin jeden Kauf, und was in Treuhand liegt, bleibt dort. Spielen Sie eine Kopie der Datei aus einer Sicherung ein und starten Sie Kaimono neu. Oder legen Sie die Datei in den Einstellungen beiseite und beginnen Sie mit dem neu, was Ihr Knoten weiß. Ihre anderen Knoten laufen inzwischen weiter." },
  "newer": { what: (label) => `Die Daten Ihrer Käufe mit „${label}“ hat eine neuere Version von Kaimono geschrieben`, todo: "Starten Sie wieder die neuere Version. Diese hier hat nichts geändert, und es ist dadurch kein Geld geflossen. Ihre anderen Knoten laufen inzwischen weiter." },
  "older": { what: (label) => `Der Verlauf von „${label}“ ist eine ältere Kopie als die zuletzt geöffnete`, todo: "Vielleicht wurde sie auf diesem Computer aus einer Sicherung eingespielt. Was Sie seitdem gekauft oder beantragt haben, fehlt darin. Sobald die Liste Ihres Knotens gelesen ist, erscheint das, was er davon weiß, als „anderswo gekauft“. Bevor Kaimono aus dieser Kopie etwas bezahlt, fragt es Ihren Knoten, ob es schon bezahlt ist, und dann Sie. Sehen Sie in dieser Liste nach, bevor Sie dasselbe noch einmal kaufen." },
};
