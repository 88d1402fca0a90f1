// Where something that floats (a tip, a menu) goes: beside what it belongs to, on the side with room, and within the window.

/** @typedef {{ left: number, top: number, width: number, height: number }} Box */
/** @typedef {{ width: number, height: number }} Size */

/** Between both, and to the edge of the window. */
const GAP = 6;

/**
 * @param {Box} anchor @param {Size} size of what floats @param {Size} window
 * @param {{ over?: boolean, along?: "start" | "middle" | "end", rtl?: boolean }} [wish] over it rather than under it; which edges are in line
 * @returns {{ left: number, top: number, over: boolean }}
 */
export function beside(anchor, size, window, { over = false, along = "start", rtl = false } = {}) {
  const [above, below] = [anchor.top - GAP - size.height, anchor.top + anchor.height + GAP];
  const [fitsAbove, fitsBelow] = [above >= GAP, below + size.height <= window.height - GAP];
  const isOver = over ? fitsAbove || !fitsBelow : !fitsBelow && fitsAbove;
  const fromLeft = along === "middle" ? 0.5 : (along === "start") === rtl ? 1 : 0;
  const wanted = anchor.left + fromLeft * (anchor.width - size.width);
  return { left: within(wanted, size.width, window.width), top: within(isOver ? above : below, size.height, window.height), over: isOver };
}

/** The nearest place that is inside; its beginning, when it is larger. @param {number} at @param {number} size @param {number} room */
const within = (at, size, room) => Math.round(Math.max(GAP, Math.min(at, room - GAP - size)));
