// Puts a long text into the page a few pieces at a time, so that the window answers meanwhile.

/** So much is put in before the next frame: letters, and what an element costs beside them. */
const PORTION = 6_000;
const ELEMENT = 20;

/** @param {Node} node */
const weight = (node) => (node.textContent?.length ?? 0) + ELEMENT * (node instanceof Element ? node.getElementsByTagName("*").length + 1 : 1);

/**
 * The rest of what is in a place, after a first portion, comes frame by frame, in its order.
 * @param {Element} place @param {(next: () => void) => void} [frame] when the next portion is due
 */
export function pour(place, frame = requestAnimationFrame) {
  const parts = [...place.childNodes];
  let at = 0;
  const portion = () => {
    const begun = at;
    for (let heavy = 0; at < parts.length && heavy < PORTION; at += 1) heavy += weight(/** @type {Node} */ (parts[at]));
    return parts.slice(begun, at);
  };
  place.replaceChildren(...portion());
  const next = () => {
    place.append(...portion());
    if (at < parts.length) frame(next);
  };
  if (at < parts.length) frame(next);
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
    if (length > BLOCK) end();
  }
  end();
  return made;
}
