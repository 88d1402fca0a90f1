// Puts a long text into the page a piece at a time, so that the window answers meanwhile.

/** So many milliseconds of a frame are for pieces, and so many pieces are put in before it at most: painting it costs more. */
const BUDGET = 8;
const MOST = 8;

/**
 * Puts in the first of so many pieces now, and the others before the frames after it, in their order.
 * @param {number} many @param {(index: number) => boolean} put whether another one may be put in before the same frame
 * @param {(next: () => void) => void} [frame] when the next ones are due @param {() => number} [clock]
 * @returns {() => void} puts in at once all that is left
 */
export function pour(many, put, frame = requestAnimationFrame, clock = () => performance.now()) {
  let at = 0;
  const one = () => put(at++);
  const next = () => {
    const begun = clock();
    for (let come = 0; at < many && come < MOST; come += 1) {
      if (!one() || clock() - begun >= BUDGET) break;
    }
    if (at < many) frame(next);
  };
  if (many > 0) one();
  if (many > 1) frame(next);
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
