// The language in use. What the page says comes from here, but for what checks and failures quote.
import { en } from "./i18n/en.js";

/** @type {import("./i18n/en.js").Language} */
export const say = en;
