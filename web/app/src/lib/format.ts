const DATE_TIME = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WHOLE = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const DECIMAL = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });
const SHARE = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 3, maximumFractionDigits: 3 });
const PERCENT = new Intl.NumberFormat("en-GB", { style: "percent", maximumFractionDigits: 1 });
// "$", as there is no other dollar here
const DOLLARS = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const SMALL_DOLLARS = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumSignificantDigits: 2 });

export function dateTime(text: string): string {
  return DATE_TIME.format(new Date(text));
}

/** "26 Nov 2026". */
export function date(text: string): string {
  return DATE.format(new Date(text));
}

/** `2026-11` is "Nov 26"; anything else stays what it is. */
export function shortMonth(text: string): string {
  const [, year, month] = /^\d\d(\d\d)-(\d\d)$/.exec(text) ?? [];
  return month === undefined ? text : `${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** "22 Nov". */
export function shortDay(text: string): string {
  return DAY.format(new Date(text));
}

export function timeOfDay(text: string): string {
  return TIME.format(new Date(text));
}

export function whole(value: number): string {
  return WHOLE.format(value);
}

export function decimal(value: number): string {
  return DECIMAL.format(value);
}

/** A share from 0 to 1. */
export function percent(share: number): string {
  return PERCENT.format(share);
}

/** The same as figures of an evaluation are written. */
export function share(value: number): string {
  return SHARE.format(value);
}

/** How long something took. */
export function duration(milliseconds: number): string {
  if (milliseconds < 60_000) {
    return milliseconds < 1_000 ? `${WHOLE.format(milliseconds)} ms` : `${DECIMAL.format(milliseconds / 1_000)} s`;
  }
  const seconds = Math.round(milliseconds / 1_000);
  return `${WHOLE.format(Math.floor(seconds / 60))} min ${seconds % 60} s`;
}

/** Of less than a cent, the digits that tell something. */
export function dollars(value: number): string {
  return (value > 0 && value < 0.01 ? SMALL_DOLLARS : DOLLARS).format(value);
}

export function bytes(size: number): string {
  return size < 1_000_000 ? `${WHOLE.format(Math.ceil(size / 1_000))} kB` : `${DECIMAL.format(size / 1_000_000)} MB`;
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${whole(count)} ${count === 1 ? one : many}`;
}

/** A column's or cause's name as a sentence would have it: `equipment_failure` is "Equipment failure". */
export function humanize(name: string): string {
  return capitalized(name.replaceAll(/[_-]+/g, " ").trim());
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** With a capital letter and a full stop, as messages of the API are shown. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? capitalized(text) : `${capitalized(text)}.`;
}
