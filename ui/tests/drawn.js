// What a part of the page comes to, as text: tags, attributes and all; and what its buttons do.
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

/** What is done when a button is pressed, for each of that name, in their order. @param {unknown} part @param {string} testid @returns {(() => void)[]} */
export function presses(part, testid) {
  if (Array.isArray(part)) return part.flatMap((one) => presses(one, testid));
  if (typeof part !== "object" || part === null) return [];
  const { strings, values } = /** @type {{ strings?: string[], values?: unknown[] }} */ (part);
  return (values ?? []).flatMap((value, index) => {
    const tag = (strings ?? []).slice(0, index + 1).join("").split("<").at(-1) ?? "";
    return typeof value === "function" && tag.includes(`data-testid="${testid}"`) && tag.endsWith("@click=") ? [/** @type {() => void} */ (value)] : presses(value, testid);
  });
}
