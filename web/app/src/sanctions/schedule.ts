import * as m from "@/paraglide/messages";

/** When a source is read: hours from midnight UTC, or days with a time of UTC. */
export interface Schedule {
  unit: "hours" | "days";
  every: number;
  /** The time of day of UTC, such as `04:30`; midnight if it is empty. Hours have none. */
  at: string;
}

/** The longest cadence of each unit. */
export const LONGEST = { hours: 24, days: 31 } as const;

export const DAILY: Schedule = { unit: "days", every: 1, at: "" };

/** Reads a schedule as the API writes it; null if a later release has another form. */
export function readSchedule(text: string): Schedule | null {
  const [, digits, letter, at = ""] = /^(\d{1,2})([hd])(?:@([01]\d:[0-5]\d|2[0-3]:[0-5]\d))?$/.exec(text) ?? [];
  const unit = letter === "h" ? "hours" : "days";
  const every = Number(digits);
  const isValid = every >= 1 && every <= LONGEST[unit] && !(unit === "hours" && at !== "");
  return isValid ? { unit, every, at } : null;
}

/** The schedule as the API reads it. */
export function writeSchedule({ unit, every, at }: Schedule): string {
  return unit === "hours" ? `${every}h` : `${every}d${at === "" ? "" : `@${at}`}`;
}

/** "Every day at 04:30 UTC"; the text of the API if it cannot be read. */
export function describeSchedule(text: string): string {
  const schedule = readSchedule(text);
  if (!schedule) {
    return text;
  }
  const { unit, every, at } = schedule;
  return unit === "hours" ? m.sources_every_hours({ count: every }) : m.sources_every_days({ count: every, time: at || "00:00" });
}

/** Whether a source with this schedule is late between its runs. */
export function isSlow({ unit, every }: Schedule, objectiveHours: number): boolean {
  return (unit === "hours" ? every : every * 24) >= objectiveHours;
}
