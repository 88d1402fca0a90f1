// Tells how wide an element is, now and whenever that changes.
import { nothing } from "lit-html";
import { AsyncDirective, directive } from "lit-html/async-directive.js";

class Sized extends AsyncDirective {
  /** @type {ResizeObserver | undefined} */
  observer;
  tell = (/** @type {number} */ _width) => {};
  /** @param {(width: number) => void} _tell */
  render(_tell) {
    return nothing;
  }
  /** @param {import("lit-html/directive.js").ElementPart} part @param {[(width: number) => void]} tell */
  update(part, [tell]) {
    this.tell = tell;
    if (!this.observer) {
      this.observer = new ResizeObserver(([entry]) => entry && this.tell(entry.contentRect.width));
      this.observer.observe(part.element);
    }
    return nothing;
  }
  disconnected() {
    this.observer?.disconnect();
    this.observer = undefined;
  }
}

/** `sized((width) => …)`, in pixels. */
export const sized = directive(Sized);
