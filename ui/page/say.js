// The language in use. Everything that the page says comes from here.
import { en } from "./i18n/en.js";

/** @type {import("./i18n/en.js").Language} */
export const say = en;
