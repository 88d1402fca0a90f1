// Puts the focus on a part of the page, so that it is seen to be there.

/** @param {HTMLElement | null | undefined} target */
export function focusOn(target) {
  if (!target) return;
  if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  // Somebody was led here, even where the last thing before was a click.
  target.focus(/** @type {FocusOptions} */ ({ focusVisible: true }));
  target.scrollIntoView({ block: "nearest" });
}
