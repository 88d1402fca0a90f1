import { html } from "lit-html";
import { filterPills } from "../filter-pills/filter-pills.js";
import { each, of, ranged, turned, written } from "./chosen.js";
import { facetRail } from "./facet-rail.js";

/** @type {import("./facet-rail.js").FacetGroup[]} */
const GROUPS = [
  { id: "kind", name: "Price", values: [{ id: "fixed", name: "Fixed", count: "84,210" }, { id: "dynamic", name: "Named later", count: "9,004" }, { id: "free", name: "Free", count: "0", none: true }] },
  { id: "tag", name: "Tag", excludes: true, values: ["text", "image", "translation", "research", "code", "audio", "video", "law", "music"].map((id, index) => ({ id, name: id, count: String(900 - index * 90) })) },
  { id: "price", name: "Price in tUSDM", unit: "tUSDM", least: "0", most: "250", bins: [0.2, 0.6, 1, 0.8, 0.5, 0.3, 0.25, 0.1, 0.05, 0.02].map((share, index) => ({ share, says: `${index} to ${index + 1} tUSDM` })) },
];

/** @type {import("./chosen.js").Chosen} */
let chosen = turned(turned({}, "tag", "text", "include"), "tag", "image", "exclude");

/** @param {() => void} redraw @returns {import("../page/samples.js").Sample[]} */
export const samples = (redraw) => {
  /** @param {import("./chosen.js").Chosen} to */
  const change = (to) => {
    chosen = to;
    redraw();
  };
  const pills = each(chosen).map(({ group, value, way }) => ({
    id: `${group} ${value ?? ""}`, text: value ?? `${of(chosen, group).from} to ${of(chosen, group).to}`, excluded: way === "exclude",
    remove: () => change(value === null ? ranged(chosen, group, "", "") : turned(chosen, group, value, way)),
  }));
  return [
    { name: "values asked for and left out, a range", view: facetRail({ label: "Narrow down", groups: GROUPS, chosen, change }) },
    { name: "what is chosen, as pills and as an address", view: html`${filterPills({ pills, clear: () => change({}) })}<p><code class="code" data-testid="kit-chosen">${written(chosen)}</code></p>` },
  ];
};
