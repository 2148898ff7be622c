const NAME = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const DAY = 24 * 60 * 60_000;

/** As many as the API tells the days of. */
const KNOWN = 12;

/** The months that can be looked at, this one first. Spend is counted by UTC. */
export function knownMonths(now = new Date()): { value: string; label: string }[] {
  return Array.from({ length: KNOWN }, (_, back) => {
    const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1));
    return { value: first.toISOString().slice(0, 7), label: NAME.format(first) };
  });
}

/** Every day of a month, as `2026-11-30`; of this one those that have come. */
export function daysOf(month: string, now = new Date()): string[] {
  const days: string[] = [];
  for (let day = firstOf(month); day <= now.getTime() && dateOf(day).startsWith(month); day += DAY) {
    days.push(dateOf(day));
  }
  return days;
}

/** How many days it is since a month began, today included. */
export function daysSince(month: string, now = new Date()): number {
  return Math.floor((now.getTime() - firstOf(month)) / DAY) + 1;
}

function firstOf(month: string): number {
  return Date.parse(`${month}-01T00:00:00Z`);
}

function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
