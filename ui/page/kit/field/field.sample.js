import { html } from "lit-html";
import { icon } from "../icon/icon.js";

/** @returns {import("../page/samples.js").Sample[]} */
export const samples = () => [
  { name: "text", view: html`<div class="field"><label class="label" for="kit-name">Name</label><input id="kit-name" class="input" data-testid="kit-field" placeholder="Home node"></div>` },
  { name: "wrong", view: html`<div class="field field-wrong"><label class="label" for="kit-wrong">Address<span class="required" aria-hidden="true">*</span></label><input id="kit-wrong" class="input" data-testid="kit-field" value="node" aria-invalid="true" aria-describedby="kit-why"><div class="wrong" id="kit-why"><p>${icon("warning")}<span>An address begins with https://</span></p></div></div>` },
  { name: "one of several", view: html`<div class="field"><label class="label" for="kit-select">Network</label><select id="kit-select" class="input" data-testid="kit-field"><option>Preprod</option><option>Mainnet</option></select></div>` },
  { name: "ticks and segments", view: html`<label class="check"><input type="checkbox" data-testid="kit-field" checked><span>Only what my node can pay</span></label>
    <label class="check"><input type="radio" name="kit-radio" data-testid="kit-field" checked><span>Light</span></label>
    <div class="segments" role="radiogroup" aria-label="Density"><label class="segment"><input type="radio" name="kit-segment" data-testid="kit-field" checked><span>Comfortable</span></label><label class="segment"><input type="radio" name="kit-segment" data-testid="kit-field"><span>Compact</span></label></div>` },
];
