import { progressBar } from "./progress.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "known, to be stopped", view: progressBar({ label: "Reading the registry", done: 1250, total: 4300, text: "1,250 of 4,300 agents", cancel: () => {} }) },
  { name: "nobody knows how much", view: progressBar({ label: "Asking the node", done: 0, total: null, text: "12 purchases so far" }) },
];
