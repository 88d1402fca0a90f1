import { barChart, barList } from "./bars.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  {
    name: "twelve months, the last one is not over",
    view: barChart({
      label: "Spent per month", heads: { name: "Month", value: "Spent" },
      bars: ["Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov"].map((short, index) => ({ id: short, name: `${short} 2026`, short, share: [0.2, 0, 0.35, 0.5, 0.3, 0.8, 1, 0.6, 0.4, 0.55, 0.9, 0.25][index] ?? 0, text: `${index * 12}.00 tUSDM`, quiet: index === 11 })),
    }),
  },
  {
    name: "a line for each",
    view: barList({ label: "Spent per agent", bars: [
      { id: "one", name: "Text Summarizer", share: 1, text: "120.00 tUSDM for 12 purchases" },
      { id: "two", name: "An agent with a name that is longer than any line has room for, and goes on and on", share: 0.4, text: "48.00 tUSDM for 3 purchases" },
      { id: "three", name: "Keyword Finder", share: 0, text: "0.00 tUSDM for 1 purchase" },
    ] }),
  },
];
