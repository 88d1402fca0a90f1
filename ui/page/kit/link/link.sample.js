import { foreignLink } from "./link.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [{ name: "asks before it leaves", view: foreignLink("https://example.org/a", "example.org") }];
