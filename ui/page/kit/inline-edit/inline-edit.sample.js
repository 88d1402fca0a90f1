import { inlineEdit } from "./inline-edit.js";

let label = "For the newsletter";
let draw = () => {};
const redraw = () => draw();
const save = async (/** @type {string} */ value) => {
  if (value.includes("/")) return "A label has no slash.";
  label = value;
  return null;
};
const edit = inlineEdit({ label: () => "the label", empty: () => "Add a label", save, redraw });
const none = inlineEdit({ label: () => "the note", empty: () => "Add a note", save: async () => "The disk is full. Nothing was saved.", redraw });

/** @param {() => void} redraw @returns {import("../page/samples.js").Sample[]} */
export const samples = (redraw) => {
  draw = redraw;
  return [
    { name: "a value", view: edit.view(label) },
    { name: "none yet, and saving does not work", view: none.view("") },
  ];
};
