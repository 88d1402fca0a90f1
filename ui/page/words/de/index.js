// What Kaimono says, in German.
import { en } from "../en/index.js";
import { intl } from "../intl.js";

const { amount, bytes, number, plural } = intl("de-DE");

/** @type {import("../en/index.js").Language} */
export const de = {
  ...en,
  tag: "de",
  locale: "de-DE",
  amount,
  bytes,
  time: {
    ...en.time,
    days: (count, hours) => `${number(count)}\u00a0${plural(count, "Tag", "Tage")}${hours === 0 ? "" : `\u00a0${hours}\u00a0h`}`,
  },
};
