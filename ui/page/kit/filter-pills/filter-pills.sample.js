import { filterPills } from "./filter-pills.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "asked for and left out", view: filterPills({ pills: [{ id: "a", text: "Free", remove: () => {} }, { id: "b", text: "image", excluded: true, remove: () => {} }, { id: "c", text: "1 to 5 tUSDM", remove: () => {} }], clear: () => {} }) },
  { name: "none: nothing is there", view: filterPills({ pills: [], clear: () => {} }) },
];
