import { formatLocale } from "@/lib/locale";

// a day of a list is the same in every time zone
const DAY = new Intl.DateTimeFormat(formatLocale, { dateStyle: "medium", timeZone: "UTC" });

/** `2026-11-20` becomes "20 Nov 2026"; anything else is unchanged. */
export function day(text: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at) ? text : DAY.format(at);
}

/** Today as lists count days: in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
