import * as m from "@/paraglide/messages";

import { formatLocale, locale } from "./locale";

export { whole } from "./counts";
export { capitalized, humanize, sentence } from "./words";

const DATE_TIME = new Intl.DateTimeFormat(formatLocale, { dateStyle: "medium", timeStyle: "short" });
const DATE = new Intl.DateTimeFormat(formatLocale, { dateStyle: "medium" });
const DAY = new Intl.DateTimeFormat(formatLocale, { day: "numeric", month: "short" });
const TIME = new Intl.DateTimeFormat(formatLocale, { hour: "2-digit", minute: "2-digit" });
// the language without its country: British September is one letter wider than all other months
const SHORT_MONTH = new Intl.DateTimeFormat(locale, { month: "short", year: "2-digit", timeZone: "UTC" });
const WHOLE = new Intl.NumberFormat(formatLocale, { maximumFractionDigits: 0 });
const DECIMAL = new Intl.NumberFormat(formatLocale, { maximumFractionDigits: 2 });
const SHARE = new Intl.NumberFormat(formatLocale, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const PERCENT = new Intl.NumberFormat(formatLocale, { style: "percent", maximumFractionDigits: 1 });
const EXACT_PERCENT = new Intl.NumberFormat(formatLocale, { style: "percent", minimumFractionDigits: 3, maximumFractionDigits: 3 });
// "$" rather than "US$"
const USD = { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" } as const;
const DOLLARS = new Intl.NumberFormat(formatLocale, USD);
const SMALL_DOLLARS = new Intl.NumberFormat(formatLocale, { ...USD, maximumSignificantDigits: 2 });
const LIST = new Intl.ListFormat(formatLocale, { type: "unit", style: "short" });

export function dateTime(text: string): string {
  return DATE_TIME.format(new Date(text));
}

/** "26 Nov 2026". */
export function date(text: string): string {
  return DATE.format(new Date(text));
}

/** `2026-11` becomes "Nov 26"; anything else is unchanged. */
export function shortMonth(text: string): string {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? SHORT_MONTH.format(new Date(`${text}-01T00:00:00Z`)) : text;
}

/** "22 Nov". */
export function shortDay(text: string): string {
  return DAY.format(new Date(text));
}

export function timeOfDay(text: string): string {
  return TIME.format(new Date(text));
}

export function decimal(value: number): string {
  return DECIMAL.format(value);
}

/** "12.5%" from a share between 0 and 1. */
export function percent(share: number): string {
  return PERCENT.format(share);
}

/** "99.987%" from a share between 0 and 1. */
export function exactPercent(share: number): string {
  return EXACT_PERCENT.format(share);
}

/** "0.125": a share as the metrics of an evaluation are written. */
export function share(value: number): string {
  return SHARE.format(value);
}

/** "1,500 ms". */
export function milliseconds(value: number): string {
  return m.format_milliseconds({ number: WHOLE.format(value) });
}

/** "80 ms", "1.5 s" or "2 min 5 s". */
export function duration(elapsed: number): string {
  if (elapsed < 60_000) {
    return elapsed < 1_000 ? milliseconds(elapsed) : m.format_seconds({ number: DECIMAL.format(elapsed / 1_000) });
  }
  const seconds = Math.round(elapsed / 1_000);
  return m.format_minutes({ minutes: WHOLE.format(Math.floor(seconds / 60)), seconds: seconds % 60 });
}

/** "$1.50"; amounts below a cent keep two significant digits. */
export function dollars(value: number): string {
  return (value > 0 && value < 0.01 ? SMALL_DOLLARS : DOLLARS).format(value);
}

export function bytes(size: number): string {
  return size < 1_000_000
    ? m.format_kilobytes({ number: WHOLE.format(Math.ceil(size / 1_000)) })
    : m.format_megabytes({ number: DECIMAL.format(size / 1_000_000) });
}

/** "You, Analysts, 2 people". */
export function list(items: string[]): string {
  return LIST.format(items);
}
