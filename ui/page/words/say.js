// The language in use. What the page says comes from here, but for what checks and failures quote.
import { en } from "./en.js";

/** @type {import("./en.js").Language} */
export const say = en;
