// Which pictures of agents are here, and which are asked for: those that are seen, the last one first, a few at once. What is not seen
// any more before its turn comes is not asked for. Pure but for what it is given.

/**
 * @param {object} options
 * @param {(id: string) => Promise<string | null>} options.ask the address of a picture; `null`: there is none
 * @param {() => void} options.changed another picture is here
 * @param {number} [options.most] so many are asked for at once
 * @param {number} [options.remembered] so many are kept
 */
export function gallery({ ask, changed, most = 4, remembered = 400 }) {
  /** @type {Map<string, string | null>} */
  let here = new Map();
  /** @type {Set<string>} */
  let waiting = new Set();
  /** @type {Set<string>} */
  let asked = new Set();
  /** What is asked for counts only until all is forgotten. */
  let age = 0;

  function next() {
    while (asked.size < most) {
      const id = [...waiting].pop();
      if (id === undefined) return;
      waiting.delete(id);
      asked.add(id);
      void take(id, age);
    }
  }

  /** @param {string} id @param {number} then */
  async function take(id, then) {
    // Whatever went wrong, the avatar stands for it.
    const picture = await ask(id).catch(() => null);
    if (then !== age) return;
    asked.delete(id);
    here.set(id, picture);
    const [oldest] = here.keys();
    if (here.size > remembered && oldest !== undefined) here.delete(oldest);
    if (picture !== null) changed();
    next();
  }

  return {
    /** Its address, where it is here. @param {string} id */
    of: (id) => here.get(id) ?? null,
    /** An agent is seen, or is not any more. @param {string} id @param {boolean} seen */
    seen(id, seen) {
      if (!seen) waiting.delete(id);
      else if (!here.has(id) && !asked.has(id)) waiting.add(id);
      next();
    },
    /** Everything is of another node, or is not wanted. */
    forget() {
      age += 1;
      here = new Map();
      waiting = new Set();
      asked = new Set();
    },
  };
}
