// The first line of a table of answers: the names of an agent's questions.

/** A stranger's name is no formula: the backend knows it with the apostrophe, too. @param {string} name */
const harmless = (name) => (/^[\s\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(name) ? `'${name}` : name);

/** @param {string} name */
const cell = (name) => (/[",;\t\r\n]|^\s|\s$/.test(name) ? `"${name.replaceAll("\"", "\"\"")}"` : name);

/** @param {string} name */
const spelt = (name) => name.trim().toLowerCase();

/** By its label, which is looked for first; by its id where another question has the same label, or there is none. @param {{ id: string, label: string }[]} fields */
export function headOf(fields) {
  const alike = (/** @type {string} */ label) => fields.filter((field) => spelt(field.label) === spelt(label)).length > 1;
  return fields.map(({ id, label }) => cell(harmless(label.trim() === "" || alike(label) ? id : label))).join(",");
}
