import { html } from "lit-html";
import { now } from "../../clock.js";
import { timeline } from "./timeline.js";

/** @import { Stretch, StretchState, StretchWhat } from "../../../types/contract.js" */

const HOUR = 3_600_000;

/** @param {[StretchWhat, number, StretchState][]} all hours from now @returns {Stretch[]} */
const stretches = (all) => all.map(([what, hours, state]) => ({ what, ends: now() + hours * HOUR, state }));

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "to be paid", wide: true, view: timeline(now(), stretches([["paying", 1, "ahead"], ["working", 3, "ahead"], ["objecting", 9, "if-delivered"]])) },
  { name: "being worked on", view: timeline(now() - 2 * HOUR, stretches([["paying", -1, "done"], ["working", 1, "ahead"], ["objecting", 7, "if-delivered"], ["disputing", 31, "if-delivered"]])) },
  { name: "an hour beside a month", view: timeline(now() - 0.2 * HOUR, stretches([["paying", 0.5, "ahead"], ["working", 1.5, "ahead"], ["objecting", 700, "if-delivered"]])) },
  { name: "over", view: html`${timeline(now() - 40 * HOUR, stretches([["paying", -39, "was"], ["working", -37, "was"], ["objecting", -30, "was"]]))}` },
];
