import { moneyPicture } from "./money-picture.js";

const NAMES = { mine: "Your wallet", held: "Escrow", theirs: "Seller" };

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "nothing has moved", wide: true, view: moneyPicture({ state: "not-moved", names: NAMES, amounts: { mine: "3.50 tUSDM" }, says: "Nothing has been paid." }) },
  { name: "locked", wide: true, view: moneyPicture({ state: "locked", names: NAMES, amounts: { held: "3.50 tUSDM" }, ways: { on: "after 20:32", back: "if nothing comes by 14:32" }, says: "3.50 tUSDM are in escrow.", beside: [{ name: "Deposit", value: "2.00 ADA", note: "comes back" }, { name: "Fees", value: "0.41 ADA" }] }) },
  { name: "paid, in a narrow place", view: moneyPicture({ state: "paid", names: NAMES, amounts: { theirs: "3.50 tUSDM" }, says: "The seller was paid." }) },
  { name: "back", view: moneyPicture({ state: "back", names: NAMES, amounts: { mine: "3.50 tUSDM" }, says: "The money is back in your wallet." }) },
  { name: "split", wide: true, view: moneyPicture({ state: "split", names: NAMES, amounts: { mine: "1.50 tUSDM", theirs: "2.00 tUSDM" }, says: "The admins divided it." }) },
  { name: "unknown", wide: true, view: moneyPicture({ state: "unknown", names: NAMES, amounts: {}, says: "This version of Kaimono does not know where the money is." }) },
  { name: "unknown, in a narrow place", view: moneyPicture({ state: "unknown", names: NAMES, amounts: {}, says: "This version of Kaimono does not know where the money is." }) },
  { name: "locked, in a narrow place", view: moneyPicture({ state: "locked", names: NAMES, amounts: { held: "3.50 tUSDM" }, ways: { on: "after 20:32", back: "if nothing comes by 14:32" }, says: "3.50 tUSDM are in escrow." }) },
];
