import { searchField } from "./search.js";

let query = "tides";

/** @param {() => void} redraw @returns {import("../page/samples.js").Sample[]} */
export const samples = (redraw) => [
  { name: "with a query", view: searchField({ label: "Search agents", value: query, onInput: (value) => {
    query = value;
    redraw();
  } }) },
];
