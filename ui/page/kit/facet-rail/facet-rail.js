// Narrows a long list, with a count for each choice: groups of values to ask for or leave out, and ranges that show how their
// values are spread.
import { html, nothing } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { say } from "../../words/say.js";
import { icon } from "../icon/icon.js";
import { percent, styled } from "../styled/styled.js";
import { of, ranged, turned } from "./chosen.js";

/** @import { Chosen, Way } from "./chosen.js" */
/** @typedef {{ id: string, name: string, count: string, none?: boolean, foreign?: boolean, tip?: string }} FacetValue `none`: there are none, now that other facets are chosen; `foreign`: the name is somebody else's word; `tip`: what it means */
/** @typedef {{ share: number, says: string }} Bin how high it is, beside the highest; what it is of */
/** @typedef {{ of: string, all: { id: string, name: string }[], turn: (id: string) => void }} Units what a range is counted in, of several */
/**
 * `note`: a line below what is chosen; `more`: so many further values are not known; `wrong`: why what was typed is no figure.
 * @typedef {{ id: string, name: string, values: FacetValue[], excludes?: boolean, note?: string, more?: string } | { id: string, name: string, bins: Bin[], unit: string, units?: Units, least: string, most: string, wrong?: string }} FacetGroup
 */

/** So many values are seen without asking for more. */
const FIRST = 6;

/** @param {{ label: string, groups: FacetGroup[], chosen: Chosen, change: (chosen: Chosen) => void }} rail */
export const facetRail = ({ label, groups, chosen, change }) => html`<section class="facets" aria-label=${label} data-testid="facets">
  ${groups.map((group) => html`<fieldset class="facet" data-testid="facet" data-group=${group.id}><legend>${group.name}</legend>
    ${"values" in group ? values(group, chosen, change) : range(group, chosen, change)}</fieldset>`)}
</section>`;

/** @param {Extract<FacetGroup, { values: FacetValue[] }>} group @param {Chosen} chosen @param {(chosen: Chosen) => void} change */
function values(group, chosen, change) {
  const { include, exclude } = of(chosen, group.id);
  const isChosen = (/** @type {FacetValue} */ { id }) => include.includes(id) || exclude.includes(id);
  // What is chosen is always seen.
  const first = group.values.filter((value, index) => index < FIRST || isChosen(value));
  const rest = group.values.filter((value) => !first.includes(value));
  /** @param {FacetValue} value */
  const line = (value) => {
    /** @param {Way} way */
    const turn = (way) => () => change(turned(chosen, group.id, value.id, way));
    const [included, excluded] = [include.includes(value.id), exclude.includes(value.id)];
    return html`<li class="facet-line" data-state=${included ? "include" : excluded ? "exclude" : value.none ? "none" : "open"}>
      <button type="button" class="facet-value" data-testid="facet-value" data-value=${value.id} aria-pressed=${included} data-tip=${value.tip ?? nothing} @click=${turn("include")}>
        <span class="facet-mark" aria-hidden="true">${included ? icon("check") : excluded ? icon("ban") : nothing}</span><span class="facet-name" data-foreign=${value.foreign ? "" : nothing}>${value.name}</span><span class="facet-count">${value.count}</span></button>
      ${group.excludes ? html`<button type="button" class="facet-exclude" data-testid="facet-exclude" data-value=${value.id} aria-pressed=${excluded} aria-label=${say.kit.exclude(value.name)} data-tip=${say.kit.exclude(value.name)} @click=${turn("exclude")}>${icon("ban")}</button>` : nothing}</li>`;
  };
  return html`<ul>${first.map(line)}</ul>${rest.length === 0 ? nothing : html`<details class="fold facet-more"><summary data-testid="facet-more">${say.kit.more(rest.length)}</summary><ul>${rest.map(line)}</ul></details>`}
    ${group.more === undefined ? nothing : html`<p class="facet-note">${group.more}</p>`}${group.note === undefined ? nothing : html`<p class="facet-note" data-testid="facet-note">${icon("info")}<span>${group.note}</span></p>`}`;
}

/** @param {Extract<FacetGroup, { bins: Bin[] }>} group @param {Chosen} chosen @param {(chosen: Chosen) => void} change */
function range(group, chosen, change) {
  const { from, to } = of(chosen, group.id);
  const { units, wrong } = group;
  /** @param {string} name @param {string} value @param {string} hint @param {(value: string) => Chosen} next */
  const field = (name, value, hint, next) => html`<label class="facet-edge"><span>${name}</span><input class="input" inputmode="decimal" autocomplete="off" data-testid="facet-edge" placeholder=${hint} aria-invalid=${wrong === undefined ? nothing : "true"} .value=${live(value)}
    @change=${(/** @type {Event} */ event) => change(next(/** @type {HTMLInputElement} */ (event.target).value))}></label>`;
  return html`${group.bins.length === 0 ? nothing : html`<div class="facet-bins" aria-hidden="true">${group.bins.map(({ share, says }) => html`<span class="facet-bin" data-tip=${says}><span ${styled(`block-size: ${percent(share)}`)}></span></span>`)}</div>`}
    <div class="facet-edges">${field(say.kit.from, from, group.least, (value) => ranged(chosen, group.id, value, to))}${field(say.kit.to, to, group.most, (value) => ranged(chosen, group.id, from, value))}${units ? html`<select class="input facet-unit" data-testid="facet-unit" aria-label=${group.unit} .value=${live(units.of)} @change=${(/** @type {Event} */ event) => units.turn(/** @type {HTMLSelectElement} */ (event.target).value)}>${units.all.map(({ id, name }) => html`<option value=${id} ?selected=${id === units.of}>${name}</option>`)}</select>` : html`<span class="quiet">${group.unit}</span>`}</div>
    ${wrong === undefined ? nothing : html`<p class="wrong" role="alert">${wrong}</p>`}`;
}
