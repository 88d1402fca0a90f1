// The samples of every part. They stand beside the parts, and are no part of a release either.
import { samples as button } from "../button/button.sample.js";
import { samples as icon } from "../icon/icon.sample.js";
import { samples as menu } from "../menu/menu.sample.js";
import { samples as pill } from "../pill/pill.sample.js";
import { samples as states } from "../states/states.sample.js";
import { samples as time } from "../time/time.sample.js";
import { samples as tip } from "../tip/tip.sample.js";
import { samples as windowList } from "../window-list/window-list.sample.js";

/**
 * A part in one of its states. `wide`: over the whole width.
 * @typedef {{ name: string, view: unknown, wide?: boolean }} Sample
 */

/** @type {Record<string, (redraw: () => void) => Sample[]>} */
export const SAMPLES = { button, icon, menu, pill, states, time, tip, "window-list": windowList };
