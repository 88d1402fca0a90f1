// The wallet.

/** @import { Language } from "../en/index.js" */

/** @type {Language["wallet"]} */
export const wallet = {
  title: "Wallet",
  lead: "Die Wallets Ihres Knotens für Käufe. Kaimono hat Ihr Geld nie selbst: Ihr Knoten bezahlt aus ihnen, und Rückerstattungen kommen dorthin zurück.",
  contracts: "Jedes Wallet bezahlt Käufe über einen Treuhandvertrag und über keinen anderen: Geld im einen hilft einem Kauf über den anderen nicht.",
  address: "Adresse",
  qr: "QR-Code der Adresse",
  empty: "Noch ist nichts darin. Senden Sie ADA für Gebühren und die Token, mit denen Sie bezahlen wollen, an die Adresse.",
  inEscrow: "In Treuhand",
  inEscrowSays: "Preise der Käufe, die jetzt in Treuhand sind",
  deposits: "Pfand",
  depositsSays: "Neben den Preisen gesperrt, kommt zurück, wenn Käufe abgeschlossen sind",
  comingBack: "Kommt zurück",
  comingBackSays: "Von Ihnen zurückgefordert oder auf dem Weg zu Ihnen",
  notKnown: "Verbleib nicht bekannt",
  notKnownSays: "War hinterlegt, und Ihr Knoten sagt nicht mehr, wo es ist",
  none: "Nichts",
  unknownTitle: "Die Adresse des Wallets ist noch nicht bekannt",
  unknownSays: "Ihr Knoten nennt seine Wallets nur Admin-Schlüsseln, und noch zeigt kein bezahlter Kauf eines. Mit Ihrer ersten Zahlung erfährt Kaimono die Adresse. Sie können sie auch einfügen: In der Verwaltung des Knotens steht sie unter „Wallets“, als „Purchasing Wallet“.",
  paste: "Adresse des Wallets für Käufe",
  pasteHint: "addr1… oder addr_test1…",
  pasteSave: "Diese Adresse verwenden",
  notAnAddress: "Das ist keine Adresse dieses Netzes. Auf Mainnet beginnt sie mit addr1 und auf Preprod mit addr_test1.",
  change: "Andere Adresse verwenden",
  copied: "Adresse kopiert",
  asOf: (when) => `Stand: ${when}`,
  notRead: "Was in Ihren Wallets ist, ließ sich nicht lesen.",
  heading: { any: "Wallet", Web3CardanoV1: "Wallet für V1-Käufe", Web3CardanoV2: "Wallet für V2-Käufe" },
  nth: (heading, place) => `${heading}, Nr.\u00a0${place}`,
  several: "Ihr Knoten hat mehrere Wallets. Kopieren Sie die Adresse dessen, das Sie meinen.",
};

/** @type {Language["addressSource"]} */
export const addressSource = { purchase: "Aus einem Kauf erfahren", node: "Von Ihrem Knoten genannt", pasted: "Von Ihnen eingefügt" };
