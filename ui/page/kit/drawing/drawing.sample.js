import { drawing } from "./drawing.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => /** @type {const} */ (["knot", "box", "cloud"]).map((name) => ({ name, view: drawing(name) }));
