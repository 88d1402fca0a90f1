// The first line of a table of answers: the names of an agent's questions.

/** @param {string} name */
const cell = (name) => (/[",;\t\r\n]|^\s|\s$/.test(name) ? `"${name.replaceAll("\"", "\"\"")}"` : name);

/** By its label; by its id where another question has the same label, or there is none. @param {{ id: string, label: string }[]} fields */
export function headOf(fields) {
  const alike = (/** @type {string} */ label) => fields.filter((field) => field.label.trim().toLowerCase() === label.trim().toLowerCase()).length > 1;
  return fields.map(({ id, label }) => cell(label.trim() === "" || alike(label) ? id : label)).join(",");
}
