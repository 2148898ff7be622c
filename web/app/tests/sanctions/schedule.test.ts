import { describe, expect, test } from "vitest";

import { describeSchedule, isSlow, readSchedule, writeSchedule } from "@/sanctions/schedule";

describe("a schedule", () => {
  test.each(["1h", "6h", "24h", "1d", "31d", "1d@04:30", "7d@23:59"])("%s is read and written", (text) => {
    const schedule = readSchedule(text);
    expect(schedule && writeSchedule(schedule)).toBe(text);
  });

  test.each(["", "0h", "25h", "0d", "32d", "6", "h", "6h@04:30", "1d@24:00", "1d@4:30", "1d@04:60", "1w", "1d ", "-1d"])(
    "%j is none",
    (text) => {
      expect(readSchedule(text)).toBeNull();
    },
  );

  test.each([
    ["1h", "Every hour"],
    ["6h", "Every 6 hours"],
    ["1d", "Every day at 00:00 UTC"],
    ["1d@04:30", "Every day at 04:30 UTC"],
    ["7d@23:59", "Every 7 days at 23:59 UTC"],
  ])("%s is said in words", (text, words) => {
    expect(describeSchedule(text)).toBe(words);
  });

  test("one of a later release is shown as it is", () => {
    expect(describeSchedule("1w@mon")).toBe("1w@mon");
  });
});

test("a cadence of the objective or more makes a source late", () => {
  const slow = (text: string) => isSlow(readSchedule(text) ?? { unit: "hours", every: 1, at: "" }, 48);
  expect(["24h", "1d", "1d@04:30"].map(slow)).toEqual([false, false, false]);
  expect(["2d", "3d@04:30"].map(slow)).toEqual([true, true]);
});
