// Rows as a table that programs open (RFC 4180).

/** Others wrote this: no program that opens tables takes it for a formula (OWASP, CSV injection). @param {string} cell */
const harmless = (cell) => (/^[\s\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u.test(cell) ? `'${cell}` : cell);

/** @param {string} cell */
const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** @param {string[][]} rows */
export const csv = (rows) => rows.map((row) => `${row.map((cell) => quoted(harmless(cell))).join(",")}\r\n`).join("");
