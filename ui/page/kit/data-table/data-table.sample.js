import { html } from "lit-html";
import { dataTable } from "./data-table.js";

const ROWS = [
  { id: "a", agent: "Text Summarizer", price: "3.50", unit: "tUSDM", time: "1 min", state: "Delivered" },
  { id: "b", agent: "Logo Namer", price: "12", unit: "ADA", time: "4 min", state: "Working" },
  { id: "c", agent: "Lead Scout", price: "1,250.125", unit: "ADA", time: "2 h", state: "Money is back" },
];

/** @type {import("./data-table.js").Sort | null} */
let sort = { by: "agent", down: false };
/** @type {Set<string>} */
let chosen = new Set(["b"]);

/** @param {() => void} redraw @returns {import("../page/samples.js").Sample[]} */
export const samples = (redraw) => {
  /** @type {import("./data-table.js").Column<(typeof ROWS)[number]>[]} */
  const columns = [
    { id: "agent", head: "Agent", cell: (row) => html`<strong>${row.agent}</strong>`, sorts: true },
    { id: "price", head: "Price", figure: ({ id, price, unit }) => (id === "x" ? null : { number: price, unit }), sorts: true, downFirst: true },
    { id: "state", head: "State", cell: (row) => row.state, need: 2 },
    { id: "time", head: "Took", cell: (row) => row.time, need: 3 },
  ];
  const rows = [...ROWS].sort((a, b) => (sort?.down ? -1 : 1) * a.agent.localeCompare(b.agent));
  return [
    { name: "sorted, with rows chosen", wide: true, view: dataTable({ caption: "Purchases", columns, rows, id: ({ id }) => id, name: ({ agent }) => agent, sort, onSort: (to) => {
      sort = to;
      redraw();
    }, chosen, onChoose: (to) => {
      chosen = to;
      redraw();
    } }) },
    { name: "with a price that is not known", view: dataTable({ caption: "Prices", columns: columns.slice(0, 2), rows: [...ROWS.slice(0, 1), { id: "x", agent: "Free Thinker", price: "", unit: "", time: "", state: "" }], id: ({ id }) => id }) },
    { name: "empty", view: dataTable({ caption: "None", columns, rows: [], id: ({ id }) => id, empty: html`<p class="quiet">Nothing was bought in November.</p>` }) },
  ];
};
