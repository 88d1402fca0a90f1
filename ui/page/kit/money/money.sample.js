import { money, moneys } from "./money.js";

/** @param {string} text @param {boolean} [known] @returns {import("../../../types/contract.js").MoneyView} */
const view = (text, known = true) => ({ text, known, amount: "3500000", unit: "" });

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "one", view: money(view("1,250.50 tUSDM")) },
  { name: "several", view: moneys([view("3.50 tUSDM"), view("2.00 ADA")]) },
  { name: "of a token that nobody knows", view: money(view(`12 × ${"3a9f".repeat(14)}`, false)) },
];
