// What a part of the page comes to, as text: tags, attributes and all.
import { nothing } from "lit-html";

/** @param {unknown} part @returns {string} */
export function text(part) {
  if (part === nothing || part === undefined || part === null || typeof part === "function") return "";
  if (Array.isArray(part)) return part.map(text).join("");
  if (typeof part !== "object") return String(part);
  const { strings, values } = /** @type {{ strings?: string[], values: unknown[] }} */ (part);
  // A directive has values alone: what is repeated, or first what it is for.
  const [rows, , line] = values;
  if (!strings && Array.isArray(rows) && typeof line === "function") return rows.map((row, index) => text(line(row, index))).join("");
  return strings ? strings.map((piece, index) => piece + text(values[index])).join("") : text(values[0]);
}
