import { jsonTree } from "./json-tree.js";

/** @import { JsonRow } from "../../../types/contract.js" */

/** @param {Partial<JsonRow> & { at: number }} row @returns {JsonRow} */
const row = (row) => ({ depth: 0, kind: "text", name: null, step: row.name === undefined || row.name === null ? "[0]" : `.${row.name}`, twice: false, text: [], cut: false, members: 0, from: 0, open: false, ...row });

const ROWS = [
  row({ at: 1, name: "title", text: ["Tides"] }),
  row({ at: 2, name: "price", kind: "number", text: ["1.50000000000000000001"], twice: true }),
  row({ at: 3, name: "price", kind: "number", text: ["2"], twice: true }),
  row({ at: 4, name: "done", kind: "word", text: ["true"] }),
  row({ at: 5, name: "parts", kind: "array", members: 2, open: true }),
  row({ at: 6, depth: 1, text: ["The moon moves them. ".repeat(12)], cut: true }),
  row({ at: 7, depth: 1, step: "[1]", kind: "object", members: 250 }),
];

/** @param {number} _at @param {number} from */
const inside = async (_at, from) => [
  ...Array.from({ length: Math.min(100, 250 - from) }, (_none, index) => row({ at: 1000 + from + index, name: `row${from + index}`, kind: "number", text: [String(index)] })),
  ...(from + 100 < 250 ? [row({ at: 7, kind: "more", members: 150 - from, from: from + 100 })] : []),
];

/** @type {ReturnType<typeof jsonTree> | undefined} */
let tree;

/** @param {() => void} redraw @returns {import("../page/samples.js").Sample[]} */
export const samples = (redraw) => [
  { name: "order and names that come twice", view: (tree ??= jsonTree({ rows: ROWS, label: "Result", inside, value: async (at) => String(at), redraw })).view() },
];
