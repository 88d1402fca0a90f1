// When something was there for the first time since the start. `make bench-window` reads these marks.

/** @typedef {"heading" | "agent"} Mark */

/** @type {Set<Mark>} */
const noted = new Set();

/** @param {Mark} mark */
export function noteFirst(mark) {
  if (noted.has(mark)) return;
  noted.add(mark);
  performance.mark(mark);
}
