// Moments and spans in words: relative, with the absolute time as a tip, in the person's time zone. The language has the words;
// the arithmetic is here, on whole milliseconds of node time, and pure.
import { html, nothing } from "lit-html";
import { now } from "../../clock.js";
import { say } from "../../words/say.js";

/** @import { Moment, NextEvent } from "../../../types/contract.js" */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** From here on minutes do not matter. */
const FEW_HOURS = 6;
/** And from here on hours. */
const FEW_DAYS = 3;

/** Formats are dear to make and used for every row of a list. @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {Intl.DateTimeFormatOptions} options @param {string} [zone] */
function format(options, zone) {
  const key = JSON.stringify([say.locale, options, zone]);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(say.locale, zone === undefined ? options : { ...options, timeZone: zone });
  formats.set(key, made);
  return made;
}

/** A span without its sign, with one unit, or two where it matters: `45 s`, `12 min`, `2 h 10 min`, `1 day 5 h`, `3 days`. @param {number} millis */
export function span(millis) {
  const size = Math.abs(millis);
  if (size < MINUTE) return say.time.seconds(Math.floor(size / SECOND));
  if (size < HOUR) return say.time.minutes(Math.floor(size / MINUTE));
  if (size < DAY) {
    const hours = Math.floor(size / HOUR);
    return say.time.hours(hours, hours < FEW_HOURS ? Math.floor((size % HOUR) / MINUTE) : 0);
  }
  const days = Math.floor(size / DAY);
  return say.time.days(days, days < FEW_DAYS ? Math.floor((size % DAY) / HOUR) : 0);
}

/** A countdown that is read while it runs: `9:05`, or `2 h 10 min` when it is long. @param {number} millis */
export function countdown(millis) {
  const size = Math.max(0, millis);
  if (size >= HOUR) return span(size);
  const seconds = Math.floor(size / SECOND);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** `in 3 h`, `12 min ago`, `just now`. @param {Moment} at @param {Moment} present */
export function relative(at, present) {
  const distance = at - present;
  if (Math.abs(distance) < 10 * SECOND) return say.time.justNow;
  return distance > 0 ? say.time.in(span(distance)) : say.time.ago(span(distance));
}

/** How much is left: `2 h left`, or `over`. @param {Moment} at @param {Moment} present */
export const left = (at, present) => (at > present ? say.time.left(span(at - present)) : say.time.over);

/**
 * The clock of a moment as it stands in a sentence: `14:32` today, `tomorrow 09:10`, else `24 Nov, 14:32`, with the year when it is another one.
 * @param {Moment} at @param {Moment} present @param {string} [zone]
 */
export function clock(at, present, zone) {
  const day = format({ year: "numeric", month: "2-digit", day: "2-digit" }, zone);
  const hours = format({ hour: "2-digit", minute: "2-digit" }, zone).format(at);
  if (day.format(at) === day.format(present)) return hours;
  if (day.format(at) === day.format(present + DAY)) return say.time.tomorrow(hours);
  if (day.format(at) === day.format(present - DAY)) return say.time.yesterday(hours);
  const year = format({ year: "numeric" }, zone);
  const sameYear = year.format(at) === year.format(present);
  return format({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", ...(sameYear ? {} : { year: "numeric" }) }, zone).format(at);
}

/** A day of the calendar, wherever one is: `2026-11-28`. @param {string} iso */
export function day(iso) {
  const at = Date.parse(`${iso}T00:00:00Z`);
  const year = format({ year: "numeric" }, "UTC");
  return format({ weekday: "short", day: "numeric", month: "long", ...(year.format(at) === year.format(now()) ? {} : { year: "numeric" }) }, "UTC").format(at);
}

/** A month of the calendar by its first day: `2026-11-01`. @param {string} iso @param {"long" | "short"} length `long`: with its year */
export const month = (iso, length) => format(length === "long" ? { month: "long", year: "numeric" } : { month: "short" }, "UTC").format(Date.parse(`${iso}T00:00:00Z`));

/** A clock by itself, held against none: `Tue 1 Dec, 16:20`. @param {Moment} at @param {string} [zone] */
export const dial = (at, zone) => format({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }, zone).format(at);

/** Date and time in full, with the zone. @param {Moment} at @param {string} [zone] */
export const absolute = (at, zone) => format({ weekday: "short", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" }, zone).format(at);

/** @param {Moment} at */
const machine = (at) => new Date(at).toISOString();

/** @param {Moment} at @param {string} words @param {boolean} alone */
const shown = (at, words, alone) => html`<time datetime=${machine(at)} tabindex=${alone ? "0" : nothing} data-tip=${absolute(at)}>${words}</time>`;

/** A moment, relative; its tip is the absolute. `alone`: it can be focused, which nothing within a link or a button may be. @param {Moment} at @param {boolean} [alone] */
export const ago = (at, alone = true) => shown(at, relative(at, now()), alone);

/** A moment as a clock; its tip is the absolute. @param {Moment} at @param {boolean} [alone] */
export const when = (at, alone = true) => shown(at, clock(at, now()), alone);

/** A moment of the past in a row that is a link: relative on the same day, then as a date. @param {Moment} at */
export const dated = (at) => (now() - at < DAY ? ago(at, false) : when(at, false));

/** What happens next by itself, in words. @param {NextEvent} next */
export const comingUp = ({ what, at }) => (at <= now() ? say.next[what].due : say.next[what].ahead(relative(at, now())));

/** The clock of a moment for a sentence; `""` for none. @param {Moment | null} at */
export const inWords = (at) => (at === null ? "" : clock(at, now()));
