// What stands for an agent: its avatar, and in it the picture that its seller chose, where the person wants pictures. Only what is in
// the window is asked for; the backend fetches it.
import { html } from "lit-html";
import { AsyncDirective, directive } from "lit-html/async-directive.js";
import { backend } from "../../backend.js";
import { avatar } from "../../kit/avatar/avatar.js";
import { gallery } from "./gallery.js";

/** @import { Frame } from "../../frame/frame.js" */

/** What the pictures that are here are of: a node, and what the person chose. */
let of = "";
let redraw = () => {};
const pictures = gallery({ ask: (id) => backend.agentPicture(id).ask(), changed: () => redraw() });

/** Who is told when an element comes into the window or leaves it. @type {WeakMap<Element, (seen: boolean) => void>} */
const told = new WeakMap();
/** @type {IntersectionObserver | undefined} */
let observer;

function watching() {
  observer ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) told.get(target)?.(isIntersecting);
  }, { rootMargin: "120px 0px" });
  return observer;
}

class WhileSeen extends AsyncDirective {
  /** @type {Element | undefined} */
  element;
  id = "";

  /** @param {string} _id */
  render(_id) {
    return undefined;
  }

  /** @param {import("lit-html/directive.js").ElementPart} part @param {[string]} given */
  update({ element }, [id]) {
    if (this.element !== element || this.id !== id) {
      this.disconnected();
      Object.assign(this, { element, id });
      this.reconnected();
    }
    return undefined;
  }

  /** @override */
  disconnected() {
    if (!this.element) return;
    watching().unobserve(this.element);
    pictures.seen(this.id, false);
  }

  /** @override */
  reconnected() {
    if (!this.element) return;
    told.set(this.element, (seen) => pictures.seen(this.id, seen));
    watching().observe(this.element);
  }
}

const whileSeen = directive(/** @type {any} */ (WhileSeen));

/**
 * Its border is drawn from its identifier: that is known wherever an agent stands, so that it looks the same in every place. The key of
 * its seller comes only with the agent's page. No other agent has the identifier, whatever it takes from this one.
 * @param {Frame} frame
 * @param {{ id: string, name: string }} agent
 * @param {"small" | "large"} [size]
 */
export function portrait(frame, { id, name }, size = "small") {
  const { active, settings } = frame.app();
  const now = settings.pictures ? `${active} ${settings.pictureGateway}` : "";
  if (now !== of) pictures.forget();
  of = now;
  redraw = frame.redraw;
  if (now === "") return avatar(name, id, size);
  return html`<span class="portrait" ${whileSeen(id)}>${avatar(name, id, size, pictures.of(id))}</span>`;
}
