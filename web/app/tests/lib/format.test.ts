import { describe, expect, test } from "vitest";

import { bytes, date, dollars, duration, exactPercent, humanize, list, sentence, shortMonth } from "@/lib/format";
import * as m from "@/paraglide/messages";

test("a malformed month is shown unchanged", () => {
  expect(["2026-11", "2026-13", "November", ""].map(shortMonth)).toEqual(["Nov 26", "2026-13", "November", ""]);
});

test("every month has three letters", () => {
  expect(["2026-01", "2026-06", "2026-09", "2026-12"].map(shortMonth)).toEqual(["Jan 26", "Jun 26", "Sep 26", "Dec 26"]);
});

test("availabilities keep three digits", () => {
  expect([0.999_87, 1].map(exactPercent)).toEqual(["99.987%", "100.000%"]);
});

test("lists are separated by commas", () => {
  expect([["You"], ["You", "Analysts"], ["You", "Analysts", "2 people"]].map(list)).toEqual([
    "You",
    "You, Analysts",
    "You, Analysts, 2 people",
  ]);
});

test("tiny amounts keep two digits", () => {
  expect([0, 0.000_12, 0.01, 1_234.5].map(dollars)).toEqual(["$0.00", "$0.00012", "$0.01", "$1,234.50"]);
});

test("durations choose their unit", () => {
  expect([0, 999, 1_500, 59_999, 60_000, 125_000].map(duration)).toEqual(["0 ms", "999 ms", "1.5 s", "60 s", "1 min 0 s", "2 min 5 s"]);
});

test("sizes are rounded up to kB", () => {
  expect([0, 1, 999_999, 1_000_000].map(bytes)).toEqual(["0 kB", "1 kB", "1,000 kB", "1 MB"]);
});

describe("words", () => {
  test("only one is singular", () => {
    expect([0, 1, 2].map((count) => m.documents_access_people({ count }))).toEqual(["0 people", "1 person", "2 people"]);
    expect(m.uploads_status_added({ count: 1_000 })).toBe("1,000 files added");
  });

  test("identifiers become readable", () => {
    expect(["equipment_failure", "__x--y_", ""].map(humanize)).toEqual(["Equipment failure", "X y", ""]);
  });

  test("sentences end once", () => {
    expect(["no", "No.", "why?"].map(sentence)).toEqual(["No.", "No.", "Why?"]);
  });
});

test("dates are day, month, year", () => {
  expect(date("2026-11-26T00:23:38Z")).toBe("26 Nov 2026");
});
