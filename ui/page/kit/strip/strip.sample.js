import { dayStrip } from "./strip.js";

/** @type {import("./strip.js").Day[]} */
const DAYS = Array.from({ length: 90 }, (_none, index) => (index < 12 || index === 40 ? null : index === 60 ? 0 : index % 17 === 0 ? 0.6 : 1));

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "ninety days", view: dayStrip({ label: "Uptime", days: DAYS, says: "Up 97 % of the 77 days that were seen; 13 days were not.", from: "25 Aug", to: "today", tip: (index) => `Day ${index}` }) },
  { name: "nothing known", view: dayStrip({ label: "Uptime", days: Array(90).fill(null), says: "Nothing is known yet.", from: "25 Aug", to: "today" }) },
];
