// The language in use. What the page says comes from here, but for what checks and failures quote.
import { en } from "./en/index.js";

/** @type {import("./en/index.js").Language} */
export const say = en;
