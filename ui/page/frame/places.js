// Keeps the place on each page while the person is elsewhere: what was at the top of the window and what had the focus. The list
// may have grown above it when it is read again, so the place is found by its row and not by how far it was scrolled.

/**
 * @typedef {object} Place
 * @property {number} top how far the page was scrolled, pixels
 * @property {string | null} row `data-id` of the first row in view
 * @property {number} offset how far below the upper edge of the page that row began, pixels
 * @property {string | null} focused `data-id` of the row that had the focus
 */

/** @param {Element | null | undefined} element */
const idOf = (element) => /** @type {HTMLElement | null | undefined} */ (element)?.dataset.id ?? null;

/** Where the person is on the page. @param {HTMLElement} main @returns {Place} */
export function placeIn(main) {
  const edge = main.getBoundingClientRect().top;
  const first = [...main.querySelectorAll("[data-row]")].find((row) => row.getBoundingClientRect().bottom > edge);
  return {
    top: main.scrollTop, row: idOf(first), offset: first ? first.getBoundingClientRect().top - edge : 0,
    focused: idOf(main.contains(document.activeElement) ? document.activeElement?.closest("[data-row]") : null),
  };
}

/**
 * Goes to a place as far as it is drawn by now. Whether it was reached.
 * @param {HTMLElement} main @param {Place} place
 */
export function goTo(main, { top, row, offset, focused }) {
  const named = (/** @type {string | null} */ id) => (id === null ? null : /** @type {HTMLElement | null} */ (main.querySelector(`[data-row][data-id="${CSS.escape(id)}"]`)));
  const found = named(row);
  if (row !== null && found === null) {
    // Further down than what is drawn: the end of the list draws more.
    main.scrollTop = main.scrollHeight;
    return false;
  }
  main.scrollTop = found ? main.scrollTop + found.getBoundingClientRect().top - main.getBoundingClientRect().top - offset : top;
  named(focused)?.focus({ preventScroll: true });
  return found !== null || Math.abs(main.scrollTop - top) < 1;
}

/** The places of all pages. @param {(address: string) => boolean} kept whether a page's place is worth keeping */
export function places(kept) {
  /** @type {Map<string, Place>} */
  const known = new Map();
  /** Where to go as soon as it is drawn. @type {Place | null} */
  let wanted = null;
  return {
    /** @param {string} address @param {HTMLElement | null} main */
    leave(address, main) {
      if (main && kept(address)) known.set(address, placeIn(main));
      wanted = null;
    },
    /** @param {string} address @returns {boolean} whether a row gets the focus again */
    enter(address) {
      const place = known.get(address);
      wanted = place && (place.top > 0 || place.focused !== null) ? place : null;
      return wanted !== null && wanted.focused !== null;
    },
    /** After each drawing. @param {HTMLElement | null} main */
    drawn(main) {
      if (wanted && main && goTo(main, wanted)) wanted = null;
    },
    /** The person goes on: from here on nothing moves by itself. */
    stay() {
      wanted = null;
    },
    /** Other pages than before: another node. */
    forget() {
      known.clear();
      wanted = null;
    },
  };
}
