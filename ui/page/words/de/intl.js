// How German counts, lists and names.
import { intl } from "../intl.js";

/** For dates and times. */
export const LOCALE = "de-DE";

export const { and, alphabetOf, plural, number, bound, percent, bytes, amount, decimal } = intl(LOCALE);

/** A span after “in”, “seit” or “vor”: `3 Tagen`, where it is `3 Tage` by itself. @param {string} span */
export const dative = (span) => span.replace(/Tage(?!\p{L})/u, "Tagen");
