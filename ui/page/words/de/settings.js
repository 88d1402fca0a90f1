// Settings, notifications, the sandbox.
import { plural, number } from "./intl.js";

/** @import { Language } from "../en/index.js" */

/** @type {Language["settings"]} */
export const settings = {
  title: "Einstellungen",
  add: "Knoten verbinden",
  addSandbox: "Sandbox öffnen",
  active: "in Gebrauch",
  use: "Verwenden",
  edit: "Ändern",
  remove: "Entfernen",
  removeTitle: (label) => `„${label}“ entfernen?`,
  byProxy: (proxy) => `Proxy für alles, was nicht auf diesem Computer ist: ${proxy}`,
  trusts: (subject) => `Vertraut auch dem Zertifikat ${subject === "" ? "(ohne Namen)" : subject}`,
  removeSays: "Kaimono löscht seine Schlüssel aus Ihrem Schlüsselbund. Was Sie gekauft haben, bleibt auf diesem Computer. Sie können es hier lesen, und es geht weiter, wenn Sie denselben Knoten wieder verbinden.",
  removeStays: "Auf der Blockchain und bei Ihrem Knoten wird nichts entfernt: Was in Treuhand liegt, wird ausgezahlt oder kommt zurück, wie es der Treuhandvertrag sagt, Ihr Knoten behält seine Käufe, und die Schlüssel gelten dort, bis der Betreiber sie widerruft. Kaimono löscht nie einen Verlauf.",
  removeOpen: (count) => (count === 0 ? "Was dort offen ist, lässt sich nicht lesen." : `${number(count)} ${plural(count, "Kauf ist", "Käufe sind")} noch offen.`),
  removeOpenSays: "Wenn Sie den Knoten entfernen, wacht Kaimono nicht mehr darüber: Es holt keine Ergebnisse, sendet keine Antworten und erinnert Sie an keine Fristen. Was in Treuhand liegt, bleibt in Treuhand, und Ihr Knoten macht damit weiter.",
  keysLeft: (count) => `In Ihrem Schlüsselbund ${plural(count, "liegt", "liegen")} noch ${number(count)} ${plural(count, "Satz Schlüssel, der nicht mehr verwendet wird", "Sätze Schlüssel, die nicht mehr verwendet werden")}; er antwortet gerade nicht. Kaimono löscht ${plural(count, "ihn", "sie")}, sobald der Schlüsselbund antwortet.`,
  orphans: (count) => `Auf diesem Computer ${plural(count, "liegt", "liegen")} ${number(count)} ${plural(count, "Verlauf, dessen", "Verläufe, deren")} Knoten Kaimono nicht mehr kennt, weil seine Liste der Knoten verloren ging. Verbinden Sie den Knoten wieder, dann findet Kaimono seinen Verlauf von selbst.`,
  removed: "Entfernte Knoten",
  removedSays: "Was Sie mit ihnen gekauft haben, ist noch auf diesem Computer.",
  readHistory: "Verlauf lesen",
  readHistoryOf: (label) => `Verlauf von „${label}“ lesen`,
  removeConfirm: "Entfernen",
  beginAnew: "Beiseitelegen, neu beginnen\u00a0…",
  beginAnewTitle: (label) => `Den Verlauf von „${label}“ beiseitelegen?`,
  beginAnewSays: "Die unlesbare Datei bleibt neben der neuen liegen, als purchases.damaged-1.db oder mit der nächsten freien Nummer. Ein neuer Verlauf beginnt. Sobald die Liste Ihres Knotens gelesen ist, zeigt der neue Verlauf, was der Knoten weiß. Mehr weiß Kaimono von diesen Käufen dann nicht: weder, was Sie eingegeben haben, noch die Ergebnisse, die hier lagen.",
  beginAnewMoney: "Dadurch fließt kein Geld. Aber über das, was hier noch nicht fertig war, wacht Kaimono nicht mehr, und eine Zahlung, die unterwegs war, kann ausgeführt worden sein. Sehen Sie in der Liste Ihres Knotens nach, sobald sie gelesen ist, bevor Sie dasselbe noch einmal kaufen.",
  beginAnewConfirm: "Beiseitelegen, neu beginnen",
  theme: "Farbschema",
  language: "Sprache",
  sandboxSays: "Das gibt es nur in der Sandbox. Deren Uhr können Sie weiterstellen; so dauert ein Tag in Treuhand nur eine Minute.",
  toppedUp: "Spielgeld ist auf dem Weg in die Wallets",
  troubles: "Etwas schiefgehen lassen",
  troublesSay: "Um zu sehen, was Kaimono sagt und tut, wenn es wirklich geschieht.",
  troubleOn: "an; zum Ausschalten noch einmal drücken",
  sandboxNode: "Knoten",
  sandboxRegistry: "Register",
  version: (version) => `Kaimono ${version}`,
  aboutSays: "Freie Software. Sie spricht mit Ihrem Knoten, mit dem Register und mit den Agenten, bei denen Sie kaufen, und sonst nur mit den Servern von Bildern, wenn Sie diese einschalten.",
  noticesSay: "Ihr Desktop meldet Ihnen das, wenn Sie Kaimono gerade nicht vor sich haben, jedes nur einmal. Die Benachrichtigungen nennen den Agenten, aber nichts von dem, was Sie gesendet oder erhalten haben.",
  noNotices: "Ihr Desktop zeigt keine Benachrichtigungen: Auf seinem Session-Bus antwortet nichts auf org.freedesktop.Notifications. Die Zahl neben „Käufe“ ist immer da.",
  testNotice: "Testbenachrichtigung senden",
  testTaken: "Ihr Desktop hat sie angenommen. Wenn Sie sie nicht gesehen haben, hält Ihr Desktop sie zurück: Sehen Sie nach, ob er auf „Nicht stören“ steht und ob er Kaimono Benachrichtigungen zeigen lässt. Die Zahl neben „Käufe“ ist immer da.",
  testNotTaken: "Ihr Desktop hat sie nicht angenommen: Er zeigt keine Benachrichtigungen oder steht auf „Nicht stören“. Kaimono merkt sich, was zu melden ist, und meldet es, sobald es geht. Die Zahl neben „Käufe“ ist immer da.",
  quiet: "Ruhezeit",
  quietSays: "Was in dieser Zeit geschieht, meldet Kaimono danach, wenn es dann noch wichtig ist.",
  quietFrom: "Von",
  quietTo: "bis",
  closing: "Wenn das Fenster geschlossen wird",
  keepWatching: "Offene Käufe weiter überwachen",
  keepWatchingSays: "Kaimono läuft im Infobereich weiter, bis Sie es dort beenden: Fristen, Fragen und Ergebnisse werden weiter bemerkt.",
  hideAmounts: "Eigene Beträge verbergen",
  hideAmountsSays: "Was Sie haben, bezahlt haben und zurückbekommen, ist nicht zu sehen, auch nicht im Infobereich. Preise von Agenten und das, was Sie genehmigen sollen, sind immer zu sehen. Strg Umschalt H bewirkt dasselbe.",
  hiddenAmount: "verborgener Betrag",
  autostart: "Beim Anmelden starten",
  autostartSays: "Kaimono startet dann ohne Fenster und überwacht offene Käufe.",
  noTray: "Ihr Desktop hat keinen Infobereich. Kaimono fragt dann, ob es sein Fenster minimieren oder sich beenden soll.",
};

/** @type {Language["noticeKind"]} */
export const noticeKind = {
  result: { name: "Ergebnisse", says: "und ob die Blockchain sie nachweist" },
  question: { name: "Fragen", says: "mit der Zeit, die zum Antworten bleibt" },
  wrong: { name: "Probleme", says: "ein Ergebnis, das nicht passt oder nicht kommt, oder ein gescheiterter Auftrag; und noch einmal, bevor es zum Widersprechen zu spät ist" },
  refund: { name: "Rückerstattungen", says: "wenn Ihr Geld zurück ist" },
  payment: { name: "Wallet und Zahlungen", says: "ein Wallet, das leer wird, oder eine Zahlung, die nicht weiterkommt" },
  approval: { name: "Geänderte Bedingungen", says: "ein höherer Preis oder eine spätere Frist, als Sie genehmigt haben; dafür ist Ihre Genehmigung noch einmal nötig" },
  favourite: { name: "Favoriten", says: "ein anderer Preis, einen Tag lang offline, wieder da oder nicht mehr im Register" },
};

/** @type {Language["closing"]} */
export const closing = {
  title: (open) => `${number(open)} ${plural(open, "Kauf ist", "Käufe sind")} noch offen`,
  tray: "Kaimono kann vom Infobereich aus weiter wachen und Ihnen Fragen, Ergebnisse und Fristen melden. Zum Beenden wählen Sie dort „Beenden“. Ändern können Sie das in den Einstellungen.",
  noTray: "Kaimono wacht nur, solange es läuft, und Ihr Desktop hat keinen Infobereich dafür. Minimieren Sie das Fenster, damit es weiter wacht.",
  safe: "Wenn Sie Kaimono beenden, geht nichts verloren: Ihr Knoten macht weiter, und Kaimono holt beim nächsten Start alles nach. Aber Fragen und Fristen bleiben bis dahin unbemerkt.",
  watch: "Weiter überwachen",
  minimise: "Minimieren",
  quit: "Beenden",
};

/** @type {Language["sandboxTrouble"]} */
export const sandboxTrouble = {
  "wallet-empty": { button: "Wallets leeren", says: "Für die nächste Zahlung ist kein Geld da, bis Spielgeld hinzugefügt wird.", done: "Die Wallets sind leer" },
  "wallet-busy": { button: "Wallets blockieren", says: "Zahlungen warten eine halbe Stunde in der Warteschlange.", done: "Die Wallets sind eine halbe Stunde lang blockiert" },
  "lock-late": { button: "Spät hinterlegen", says: "Die nächste Zahlung kommt erst an, wenn der Anbieter nicht mehr darauf wartet.", done: "Die nächste Zahlung kommt spät" },
  "lock-invalid": { button: "Etwas anderes hinterlegen", says: "Die nächste Zahlung wird hinterlegt, aber nicht wie vereinbart.", done: "Die nächste Zahlung wird falsch hinterlegt" },
  "lock-times-out": { button: "Transaktion verlieren", says: "Der Knoten verliert die nächste Zahlung aus den Augen; sie kommt trotzdem an.", done: "Die nächste Zahlung gerät aus den Augen" },
  "lock-rolled-back": { button: "Block zurücknehmen", says: "Der Block der nächsten Zahlung wird zurückgenommen und kommt wieder.", done: "Die nächste Zahlung wird zurückgenommen" },
  "key-limited": { button: "Schlüssel begrenzen", says: "Der Schlüssel darf 10\u00a0ADA und 10\u00a0tUSDM ausgeben und verliert alles davon mit dem ersten Kauf.", done: "Der Schlüssel hat jetzt ein Ausgabenlimit" },
  "agents-silent": { button: "Agenten verstummen lassen", says: "Kein Agent antwortet.", done: "Die Agenten antworten jetzt nicht" },
};

/** Each language is named in itself. @type {Language["languageChoice"]} */
export const languageChoice = { system: "Wie der Desktop", en: "English", de: "Deutsch" };

/** @type {Language["theme"]} */
export const theme = { system: "Wie der Desktop", light: "Hell", dark: "Dunkel" };
