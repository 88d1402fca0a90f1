// The samples of every part. Their files are beside the parts, but a release does not contain them either.
import { samples as address } from "../address/address.sample.js";
import { samples as avatar } from "../avatar/avatar.sample.js";
import { samples as bars } from "../bars/bars.sample.js";
import { samples as button } from "../button/button.sample.js";
import { samples as card } from "../card/card.sample.js";
import { samples as copy } from "../copy/copy.sample.js";
import { samples as dataTable } from "../data-table/data-table.sample.js";
import { samples as dialog } from "../dialog/dialog.sample.js";
import { samples as drawing } from "../drawing/drawing.sample.js";
import { samples as facetRail } from "../facet-rail/facet-rail.sample.js";
import { samples as field } from "../field/field.sample.js";
import { samples as filterPills } from "../filter-pills/filter-pills.sample.js";
import { samples as fold } from "../fold/fold.sample.js";
import { samples as icon } from "../icon/icon.sample.js";
import { samples as inlineEdit } from "../inline-edit/inline-edit.sample.js";
import { samples as jsonTree } from "../json-tree/json-tree.sample.js";
import { samples as link } from "../link/link.sample.js";
import { samples as list } from "../list/list.sample.js";
import { samples as menu } from "../menu/menu.sample.js";
import { samples as meter } from "../meter/meter.sample.js";
import { samples as money } from "../money/money.sample.js";
import { samples as moneyPicture } from "../money-picture/money-picture.sample.js";
import { samples as notice } from "../notice/notice.sample.js";
import { samples as paste } from "../paste/paste.sample.js";
import { samples as pill } from "../pill/pill.sample.js";
import { samples as progress } from "../progress/progress.sample.js";
import { samples as qr } from "../qr/qr.sample.js";
import { samples as search } from "../search/search.sample.js";
import { samples as states } from "../states/states.sample.js";
import { samples as strip } from "../strip/strip.sample.js";
import { samples as tags } from "../tags/tags.sample.js";
import { samples as text } from "../text/text.sample.js";
import { samples as time } from "../time/time.sample.js";
import { samples as timeline } from "../timeline/timeline.sample.js";
import { samples as tip } from "../tip/tip.sample.js";
import { samples as toast } from "../toast/toast.sample.js";
import { samples as values } from "../values/values.sample.js";
import { samples as windowList } from "../window-list/window-list.sample.js";

/**
 * A part in one of its states. `wide`: over the whole width.
 * @typedef {{ name: string, view: unknown, wide?: boolean }} Sample
 */

/** @type {Record<string, (redraw: () => void) => Sample[]>} */
export const SAMPLES = {
  address, avatar, bars, button, card, copy, "data-table": dataTable, dialog, drawing, "facet-rail": facetRail, field, "filter-pills": filterPills, fold, icon, "inline-edit": inlineEdit, "json-tree": jsonTree, link, list, menu, meter, money, "money-picture": moneyPicture, notice, paste, pill, progress, qr, search, states, strip, tags, text, time, timeline, tip, toast, values, "window-list": windowList,
};
