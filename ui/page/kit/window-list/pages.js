// Fetches the rows of a long list: page by page, a few at a time, starting with what is being looked at. It forgets what is far
// away. It does not touch the screen, so a test can drive it.

/** So many pages are kept. */
const KEPT = 60;
/** So many are asked for at once: who drags the scrollbar passes many that nobody reads. */
const AT_ONCE = 2;

/**
 * @template Row
 * @param {{ size: number, read: (from: number, count: number) => Promise<Row[]>, arrived: () => void, failed: (error: unknown) => void }} options
 */
export function pages({ size, read, arrived, failed }) {
  /** @type {Map<number, Row[]>} */
  let kept = new Map();
  /** What was known before the list changed, shown until it is known anew. @type {Map<number, Row[]>} */
  let old = new Map();
  /** @type {Set<number>} */
  let asked = new Set();
  /** @type {Set<number>} */
  let broken = new Set();
  /** @type {number[]} */
  let wanted = [];
  let middle = 0;

  /** @param {number} page */
  async function ask(page) {
    const mine = asked;
    mine.add(page);
    try {
      const rows = await read(page * size, size);
      if (mine !== asked) return;
      kept.set(page, rows);
      old.delete(page);
      if (kept.size > KEPT) kept.delete([...kept.keys()].reduce((a, b) => (Math.abs(a - middle) > Math.abs(b - middle) ? a : b)));
    } catch (error) {
      if (mine !== asked) return;
      broken.add(page);
      failed(error);
    }
    mine.delete(page);
    arrived();
    next();
  }

  function next() {
    for (const page of wanted) {
      if (asked.size >= AT_ONCE) return;
      if (!kept.has(page) && !asked.has(page) && !broken.has(page)) void ask(page);
    }
  }

  return {
    /** The row at a place, if it is known. @param {number} index @returns {Row | undefined} */
    at: (index) => (kept.get(Math.floor(index / size)) ?? old.get(Math.floor(index / size)))?.[index % size],
    /** What is looked at; it is fetched, and nothing that only was. @param {number} first @param {number} last */
    look(first, last) {
      const [from, to] = [Math.floor(Math.max(0, first) / size), Math.floor(Math.max(0, last) / size)];
      middle = Math.round((from + to) / 2);
      wanted = Array.from({ length: to - from + 1 }, (_none, step) => from + step);
      next();
    },
    /** The list is another one, or another one of the same rows (`keep`: the old ones are shown until then). @param {boolean} keep */
    reset(keep) {
      old = keep ? new Map([...old, ...kept]) : new Map();
      kept = new Map();
      asked = new Set();
      broken = new Set();
    },
    /** What came with the list: its first page. @param {Row[]} rows */
    begin: (rows) => void kept.set(0, rows),
    /** Asks again for what failed. */
    again() {
      broken = new Set();
      next();
    },
    /** Whether rows are of the newest list. @param {number} first @param {number} last */
    fresh: (first, last) => [first, last].every((index) => kept.has(Math.floor(index / size))),
    /** Where a row is, among those that are known of the newest list. @param {(row: Row) => boolean} is @returns {number | null} */
    find(is) {
      for (const [page, rows] of kept) {
        const at = rows.findIndex(is);
        if (at >= 0) return page * size + at;
      }
      return null;
    },
  };
}
