// Runs before the rest of the page is read: what every page begins with is asked for meanwhile. Changes are listened to before that, so
// that nothing which changes after the answer is missed.
import { backend } from "./backend.js";

/**
 * @import { AppView, Changed, ClosingAsked, Opened } from "../types/contract.js"
 * @typedef {object} Hearing what the backend tells unasked
 * @property {(change: Changed) => void} changed
 * @property {(opened: Opened) => void} opened
 * @property {(asked: ClosingAsked) => void} closing
 */

/** @type {Hearing | null} */
let hearing = null;
/** What was told before anybody heard. @type {((hearing: Hearing) => void)[]} */
const told = [];

/** @param {(hearing: Hearing) => void} tell */
function pass(tell) {
  if (hearing) tell(hearing);
  else told.push(tell);
}

const listening = Promise.allSettled([
  backend.onChanged((change) => pass((to) => to.changed(change))),
  backend.onOpen((opened) => pass((to) => to.opened(opened))),
  backend.onClosing((asked) => pass((to) => to.closing(asked))),
]);

/** What the frame shows; `null`: the backend did not say. @type {Promise<AppView | null>} */
export const begun = listening.then(() => backend.appState().ask()).catch(() => null);

/** Hears from now on, and what was told until now. @param {Hearing} by */
export function hear(by) {
  hearing = by;
  for (const tell of told.splice(0)) tell(by);
}
