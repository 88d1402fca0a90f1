// How English counts, lists and names.
import { intl } from "../intl.js";

/** For dates and times: day before month, 24 hours. */
export const LOCALE = "en-GB";

export const { and, alphabetOf, plural, number, bound, percent, bytes, amount, decimal } = intl(LOCALE);
