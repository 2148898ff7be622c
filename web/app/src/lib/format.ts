export { plural, whole } from "./counts";
export { capitalized, humanize, sentence } from "./words";

const DATE_TIME = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WHOLE = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const DECIMAL = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });
const SHARE = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const PERCENT = new Intl.NumberFormat("en-GB", { style: "percent", maximumFractionDigits: 1 });
// "$" rather than "US$"
const DOLLARS = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const SMALL_DOLLARS = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumSignificantDigits: 2 });

export function dateTime(text: string): string {
  return DATE_TIME.format(new Date(text));
}

/** "26 Nov 2026". */
export function date(text: string): string {
  return DATE.format(new Date(text));
}

/** `2026-11` becomes "Nov 26"; anything else is unchanged. */
export function shortMonth(text: string): string {
  const [, year, month] = /^\d\d(\d\d)-(\d\d)$/.exec(text) ?? [];
  const name = MONTHS[Number(month) - 1];
  return name === undefined ? text : `${name} ${year}`;
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

/** "0.125": a share as the metrics of an evaluation are written. */
export function share(value: number): string {
  return SHARE.format(value);
}

/** "80 ms", "1.5 s" or "2 min 5 s". */
export function duration(milliseconds: number): string {
  if (milliseconds < 60_000) {
    return milliseconds < 1_000 ? `${WHOLE.format(milliseconds)} ms` : `${DECIMAL.format(milliseconds / 1_000)} s`;
  }
  const seconds = Math.round(milliseconds / 1_000);
  return `${WHOLE.format(Math.floor(seconds / 60))} min ${seconds % 60} s`;
}

/** "$1.50"; amounts below a cent keep two significant digits. */
export function dollars(value: number): string {
  return (value > 0 && value < 0.01 ? SMALL_DOLLARS : DOLLARS).format(value);
}

export function bytes(size: number): string {
  return size < 1_000_000 ? `${WHOLE.format(Math.ceil(size / 1_000))} kB` : `${DECIMAL.format(size / 1_000_000)} MB`;
}
