// Puts a long text into the page a piece at a time, so that the window answers meanwhile.

/**
 * Puts in the first of so many pieces now, and each other one before another frame, in their order.
 * @param {number} many @param {(index: number) => void} put @param {(next: () => void) => void} [frame] when the next one is due
 * @returns {() => void} puts in at once all that is left
 */
export function pour(many, put, frame = requestAnimationFrame) {
  let at = 0;
  const one = () => {
    put(at);
    at += 1;
  };
  const next = () => {
    if (at < many) one();
    if (at < many) frame(next);
  };
  next();
  return () => {
    while (at < many) one();
  };
}

/** So many letters are laid out as one. */
const BLOCK = 4_000;

/** A text in pieces as blocks, which end where a line does, or where a line is too long to be laid out as one. @param {string[]} pieces */
export function blocks(pieces) {
  /** @type {string[][]} */
  const made = [];
  /** @type {string[]} */
  let block = [];
  let length = 0;
  const end = () => {
    if (length > 0 || block.length > 0) made.push(block);
    block = [];
    length = 0;
  };
  for (const piece of pieces) {
    let rest = piece;
    while (length + rest.length > BLOCK) {
      // The last end of a line that fits, else the first one, else no end at all.
      const fits = rest.lastIndexOf("\n", BLOCK - length);
      const cut = fits >= 0 ? fits : rest.indexOf("\n");
      if (cut < 0) break;
      block.push(rest.slice(0, cut));
      length += cut;
      rest = rest.slice(cut + 1);
      end();
    }
    block.push(rest);
    length += rest.length;
    if (length >= BLOCK) end();
  }
  end();
  return made;
}
