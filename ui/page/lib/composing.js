// Texts that are composed: an input method (Japanese, Chinese, Korean, an accent that waits for its letter) shows in a field what is not
// written yet. Whoever sets the value of that field, or moves it, breaks that off; so nothing is drawn meanwhile.

/**
 * Draws at once, or as soon as no text is composed any more.
 * @param {EventTarget} where @param {() => void} draw @returns {() => void}
 */
export function onceComposed(where, draw) {
  let composing = false;
  let due = false;
  const over = () => {
    composing = false;
    if (due) draw();
    due = false;
  };
  where.addEventListener("compositionstart", () => {
    composing = true;
  });
  where.addEventListener("compositionend", over);
  // A field that is left, or goes, may not say that its text is composed.
  where.addEventListener("focusout", over);
  return () => {
    if (composing) due = true;
    else draw();
  };
}
