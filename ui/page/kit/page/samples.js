// The samples of every part. They stand beside the parts, and are no part of a release either.
import { samples as avatar } from "../avatar/avatar.sample.js";
import { samples as bars } from "../bars/bars.sample.js";
import { samples as button } from "../button/button.sample.js";
import { samples as dataTable } from "../data-table/data-table.sample.js";
import { samples as facetRail } from "../facet-rail/facet-rail.sample.js";
import { samples as icon } from "../icon/icon.sample.js";
import { samples as inlineEdit } from "../inline-edit/inline-edit.sample.js";
import { samples as jsonTree } from "../json-tree/json-tree.sample.js";
import { samples as menu } from "../menu/menu.sample.js";
import { samples as meter } from "../meter/meter.sample.js";
import { samples as moneyPicture } from "../money-picture/money-picture.sample.js";
import { samples as pill } from "../pill/pill.sample.js";
import { samples as progress } from "../progress/progress.sample.js";
import { samples as states } from "../states/states.sample.js";
import { samples as strip } from "../strip/strip.sample.js";
import { samples as time } from "../time/time.sample.js";
import { samples as timeline } from "../timeline/timeline.sample.js";
import { samples as tip } from "../tip/tip.sample.js";
import { samples as windowList } from "../window-list/window-list.sample.js";

/**
 * A part in one of its states. `wide`: over the whole width.
 * @typedef {{ name: string, view: unknown, wide?: boolean }} Sample
 */

/** @type {Record<string, (redraw: () => void) => Sample[]>} */
export const SAMPLES = {
  avatar, bars, button, "data-table": dataTable, "facet-rail": facetRail, icon, "inline-edit": inlineEdit, "json-tree": jsonTree, menu, meter, "money-picture": moneyPicture, pill, progress, states, strip, time, timeline, tip, "window-list": windowList,
};
