// Wishes about the window, one after another.
import { backend } from "../backend.js";

/** @typedef {import("../../types/contract.js").WindowClose} WindowClose */

let before = Promise.resolve();

/**
 * Whoever closes the window while it is asked what closing means it. So the answer "stay" must have arrived before the next
 * wish to close is sent: overtaken by it, it would make the next one the second.
 * @param {WindowClose} how
 */
export const closeWindow = (how) => (before = before.then(() => backend.windowClose(how)).catch(() => undefined));
