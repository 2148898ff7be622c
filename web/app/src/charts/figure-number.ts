import { formatLocale } from "@/lib/locale";

const SMALL = new Intl.NumberFormat(formatLocale, { maximumSignificantDigits: 4 });
const LARGE = new Intl.NumberFormat(formatLocale, { maximumFractionDigits: 0 });
const SHORT = new Intl.NumberFormat(formatLocale, { notation: "compact", maximumSignificantDigits: 3 });

/** A number with four significant digits, or all digits of its whole part. */
export function figure(value: number): string {
  return (Math.abs(value) >= 10_000 ? LARGE : SMALL).format(value);
}

/** The label of a tick: short, because axes are narrow. */
export function tickLabel(value: number): string {
  return Math.abs(value) >= 10_000 ? SHORT.format(value) : SMALL.format(value);
}
