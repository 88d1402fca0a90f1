import { values } from "../copy/copy.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "names and long values", view: values([{ name: "Transaction", value: "4f2a".repeat(16) }, { name: "Seller", value: "addr_test1".repeat(8) }]) },
];
