import { formatLocale } from "@/lib/locale";

const HOUR = new Intl.DateTimeFormat(formatLocale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" });

/** "14:00". */
export function hourLabel(hour: number): string {
  return HOUR.format(new Date(Date.UTC(2000, 0, 1, hour)));
}
