// Keeps a few small wishes about how lists look, from one start to the next, in the store of the web view. Nothing of what is bought,
// typed or read may come here: that is the backend's. A store that is not there costs the wish, and nothing else.

/** @param {string} name @returns {string | null} */
export function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} value */
export function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It is asked for again.
  }
}
