import { meter } from "./meter.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "well within", view: meter({ label: "This month", share: 0.35, text: "35.00 of 100.00 tUSDM" }) },
  { name: "with what is about to be spent", view: meter({ label: "This month", share: 0.35, coming: 0.2, text: "35.00 of 100.00 tUSDM", note: "20.00 more with this purchase." }) },
  { name: "near", view: meter({ label: "Today", share: 0.9, text: "18.00 of 20.00 ADA", note: "2.00 ADA are left for today." }) },
  { name: "over", view: meter({ label: "Today", share: 1.2, text: "24.00 of 20.00 ADA", note: "The limit was lowered after you bought." }) },
];
