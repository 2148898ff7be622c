import { formatLocale } from "@/lib/locale";

const NAME = new Intl.DateTimeFormat(formatLocale, { month: "long", year: "numeric", timeZone: "UTC" });
const DAY = 24 * 60 * 60_000;

/** The number of months for which the API returns days. */
const MONTHS = 12;

/** The months to choose from, the current one first. Spend is counted in UTC. */
export function recentMonths(now = new Date()): { value: string; label: string }[] {
  return Array.from({ length: MONTHS }, (_, back) => {
    const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
    return { value: first.toISOString().slice(0, 7), label: NAME.format(first) };
  });
}

/** The days of a month as `2026-11-30`, up to today. */
export function daysOf(month: string, now = new Date()): string[] {
  const days: string[] = [];
  for (let day = firstOf(month); day <= now.getTime() && dateOf(day).startsWith(month); day += DAY) {
    days.push(dateOf(day));
  }
  return days;
}

/** The number of days since the first of a month, including today. */
export function daysSince(month: string, now = new Date()): number {
  return Math.floor((now.getTime() - firstOf(month)) / DAY) + 1;
}

function firstOf(month: string): number {
  return Date.parse(`${month}-01T00:00:00Z`);
}

function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
