// The wallet.
import { number, plural } from "./intl.js";

/** @import { Language } from "../en/index.js" */

/** @type {Language["wallet"]} */
export const wallet = {
  title: "Wallet",
  lead: "Das sind die Wallets Ihres Knotens für Käufe, seine digitalen Geldbörsen. Kaimono hat Ihr Geld nie selbst: Ihr Knoten bezahlt aus ihnen, und Rückerstattungen kommen dorthin zurück.",
  contracts: "Jedes Wallet bezahlt nur über einen Treuhandvertrag. Geld in einem Wallet hilft nicht bei einem Kauf über den anderen Vertrag. V1 und V2 sind die erste und die zweite Fassung dieses Vertrags.",
  address: "Adresse",
  receive: "Empfangen",
  compare: "Vergleichen Sie vor dem Senden die Buchstaben an beiden Enden mit denen, die Ihr anderes Wallet zeigt.",
  qr: "QR-Code der Adresse",
  empty: "Dieses Wallet ist noch leer. Senden Sie ihm ADA für Gebühren und die Token, mit denen Sie bezahlen wollen.",
  inEscrow: "In Treuhand",
  inEscrowSays: "Preise der Käufe, die jetzt in Treuhand sind",
  deposits: "Pfand",
  depositsSays: "Neben den Preisen gesperrt; kommt zurück, wenn Käufe abgeschlossen sind",
  comingBack: "Kommt zurück",
  comingBackSays: "Von Ihnen zurückgefordert oder auf dem Weg zu Ihnen",
  notKnown: "Verbleib unbekannt",
  notKnownSays: "Es war hinterlegt, und Ihr Knoten sagt nicht mehr, wo es ist",
  none: "Nichts",
  unknownTitle: "Kaimono kennt die Adresse des Wallets noch nicht",
  unknownSays: "Ihr Knoten nennt seine Wallets nur Admin-Schlüsseln, und noch zeigt kein bezahlter Kauf eines. Mit Ihrer ersten Zahlung erfährt Kaimono die Adresse. Sie können sie auch einfügen: In der Verwaltung des Knotens steht sie unter „Wallets“, als „Buying Wallet“.",
  paste: "Adresse des Wallets für Käufe",
  pasteHint: "addr1… oder addr_test1…",
  pasteSave: "Diese Adresse verwenden",
  notAnAddress: "Das ist keine Adresse dieses Netzes. Adressen beginnen auf Mainnet mit addr1 und auf Preprod mit addr_test1.",
  change: "Andere Adresse verwenden",
  copy: "Adresse kopieren",
  copied: "Adresse kopiert",
  asOf: (when) => `Stand: ${when}`,
  notRead: "Kaimono konnte nicht lesen, was in Ihren Wallets ist.",
  heading: { any: "Wallet", Web3CardanoV1: "Wallet für V1-Käufe", Web3CardanoV2: "Wallet für V2-Käufe" },
  nth: (heading, place) => `${heading}, Nr.\u00a0${place}`,
  low: "In diesem Wallet ist wenig. Füllen Sie es auf, bevor Sie weiter einkaufen.",
  enough: (price, of) => (of === 1 ? `bei ${price} je Kauf, nach Ihrem letzten Kauf geschätzt` : `bei ${price} je Kauf, nach Ihren letzten ${number(of)}\u00a0Käufen geschätzt`),
  enoughFor: (purchases, more) => (more ? `Genug für mehr als ${number(purchases)}\u00a0Käufe` : purchases === 0 ? "Nicht genug für noch einen Kauf" : `Genug für ${number(purchases)}\u00a0${plural(purchases, "Kauf", "Käufe")}`),
  parts: (count) => `${number(count)}\u00a0${plural(count, "Kauf", "Käufe")}`,
  moreParts: (count) => `und ${number(count)} weitere`,
  several: "Ihr Knoten hat mehrere Wallets. Kopieren Sie die Adresse dessen, das Sie meinen.",
};

/** @type {Language["spending"]} */
export const spending = {
  title: "Ausgaben",
  says: "Was für Käufe bezahlt wurde, die Sie hier genehmigt haben, in dem Monat, in dem Sie sie genehmigt haben. Zurückerstattetes ist dabei und wird daneben genannt. Netzgebühren und Pfand sind nicht dabei.",
  none: "Von hier aus wurde noch nichts bezahlt.",
  token: "Token",
  perMonth: "Nach Monat",
  perAgent: "Nach Agent",
  perLabel: "Nach Etikett",
  month: "Monat",
  paid: "Bezahlt",
  others: "Alle anderen",
  unnamed: "Agent ohne Namen",
  row: (paid, refunded, purchases) => `${paid} für ${number(purchases)}\u00a0${plural(purchases, "Kauf", "Käufe")}${refunded === "" ? "" : `, davon ${refunded} zurückerstattet`}`,
  total: (paid, refunded, purchases) => `Insgesamt ${paid} für ${number(purchases)}\u00a0${plural(purchases, "Kauf", "Käufe")}${refunded === "" ? "" : `, davon ${refunded} zurückerstattet`}.`,
  thisClock: "Monate gehen nach der Uhr dieses Computers, nicht nach der weitergestellten Uhr der Sandbox.",
};

/** @type {Language["addressSource"]} */
export const addressSource = { purchase: "Aus einem Kauf erfahren", node: "Von Ihrem Knoten genannt", pasted: "Von Ihnen eingefügt" };
