// Sets sizes and places that are data on the element itself, because the content policy allows no style attribute.
import { nothing } from "lit-html";
import { Directive, PartType, directive } from "lit-html/directive.js";

class Styled extends Directive {
  /** @param {import("lit-html/directive.js").PartInfo} part */
  constructor(part) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error("styled() belongs on an element");
    this.was = "";
  }
  /** @param {string} _declarations */
  render(_declarations) {
    return nothing;
  }
  /** @param {import("lit-html/directive.js").ElementPart} part @param {[string]} declarations */
  update(part, [declarations]) {
    if (this.was !== declarations) /** @type {HTMLElement} */ (part.element).style.cssText = this.was = declarations;
    return nothing;
  }
}

/** `styled("inline-size: 12%")`, for values that no style sheet can know. */
export const styled = directive(Styled);

/** A share between nothing and everything as a percentage. @param {number} share */
export const percent = (share) => `${Math.round(10_000 * Math.min(1, Math.max(0, share))) / 100}%`;
