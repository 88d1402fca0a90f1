import { empty, skeleton, stale } from "./states.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "loading", view: skeleton(2) },
  { name: "empty", view: empty("purchases", "Nothing bought yet", "What you buy is kept here.") },
  { name: "from an earlier moment", view: stale("The list is from 3 h ago.") },
];
