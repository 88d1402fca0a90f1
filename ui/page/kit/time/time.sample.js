import { now } from "../../clock.js";
import { ago, dated, when } from "./time.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "relative", view: ago(now() - 3 * 3_600_000) },
  { name: "as a clock", view: when(now() + 2 * 3_600_000) },
  { name: "in a row", view: dated(now() - 40 * 86_400_000) },
];
