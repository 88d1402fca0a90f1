// Matches keys as the registry writes them: "Ctrl 1", "Shift F10", "j", "?". Pure: an event in, yes or no out.

/** @typedef {{ control: boolean, shift: boolean, key: string }} Chord */
/** @typedef {Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">} Pressed */

/** @param {string} keys @returns {Chord} */
export function chord(keys) {
  const parts = keys.split(" ");
  return { control: parts.includes("Ctrl"), shift: parts.includes("Shift"), key: parts.at(-1) ?? "" };
}

/** Whether it is a letter or a sign alone, as a text field would take it. @param {string} keys */
export const single = (keys) => {
  const { control, key } = chord(keys);
  return !control && [...key].length === 1;
};

/** Whether the event is these keys, and no others beside them. @param {Pressed} event @param {string} keys */
export function matches(event, keys) {
  const { control, shift, key } = chord(keys);
  if (event.altKey || (event.ctrlKey || event.metaKey) !== control) return false;
  const letter = /^[a-z]$/i.test(key);
  // Where a sign lies, and whether Shift is needed for it, is the keyboard's own affair; so it is with digits on some.
  const sign = [...key].length === 1 && !letter;
  if (!sign && event.shiftKey !== shift) return false;
  if (control && /^\d$/.test(key)) return event.key === key || (event.code === `Digit${key}` && !event.shiftKey);
  // It has no name of its own in an event.
  const pressed = event.key === " " ? "Space" : event.key;
  return letter ? pressed.toLowerCase() === key.toLowerCase() : pressed === key;
}

/** As `aria-keyshortcuts` has them. @param {readonly string[]} all */
export const spoken = (all) => all.map((keys) => keys.split(" ").map((part) => (part === "Ctrl" ? "Control" : part)).join("+")).join(" ");
