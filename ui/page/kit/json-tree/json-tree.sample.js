import { jsonTree } from "./json-tree.js";

/** @param {string} text @returns {import("./json-tree.js").JsonNode} */
const word = (text) => ({ kind: "text", text });
/** @type {import("./json-tree.js").JsonNode} */
const NODE = { kind: "object", members: [
  { name: "title", value: word("Tides") },
  { name: "price", value: { kind: "number", text: "1.50000000000000000001" } },
  { name: "price", value: { kind: "number", text: "2" } },
  { name: "done", value: { kind: "word", text: "true" } },
  { name: "parts", value: { kind: "array", items: [word("The moon moves them."), { kind: "object", members: [{ name: "a name with spaces", value: { kind: "array", items: [word("deep")] } }] }, { kind: "array", items: [] }] } },
] };

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "order and names that come twice", view: jsonTree(NODE, { label: "Result", copies: true }) },
  { name: "many", view: jsonTree({ kind: "object", members: [{ name: "page", value: { kind: "object", members: [{ name: "rows", value: { kind: "array", items: Array.from({ length: 250 }, (_none, index) => word(`row ${index}`)) } }] } }] }, { label: "Rows" }) },
];
