import { expect, test } from "vitest";

import { daysOf, daysSince, recentMonths } from "@/admin/spend/months";

const NEW_YEAR = new Date("2027-01-01T00:30:00Z");

test("months cross the turn of the year", () => {
  const months = recentMonths(NEW_YEAR).map(({ value }) => value);
  expect(months).toHaveLength(12);
  expect(months.slice(0, 3)).toEqual(["2027-01", "2026-12", "2026-11"]);
  expect(recentMonths(NEW_YEAR)[1]?.label).toBe("December 2026");
});

test("days to come are left out", () => {
  expect(daysOf("2027-01", NEW_YEAR)).toEqual(["2027-01-01"]);
  expect(daysOf("2027-02", NEW_YEAR)).toEqual([]);
  expect(daysOf("2024-02", NEW_YEAR)).toHaveLength(29);
});

test("today counts as a day", () => {
  expect(daysSince("2027-01", NEW_YEAR)).toBe(1);
  expect(daysSince("2026-12", NEW_YEAR)).toBe(32);
});
