import { describe, expect, test } from "vitest";

import { bytes, date, dollars, duration, humanize, plural, sentence, shortMonth } from "@/lib/format";

test("a malformed month is shown unchanged", () => {
  expect(["2026-11", "2026-13", "November", ""].map(shortMonth)).toEqual(["Nov 26", "2026-13", "November", ""]);
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
    expect([0, 1, 2].map((count) => plural(count, "person", "people"))).toEqual(["0 people", "1 person", "2 people"]);
    expect(plural(1_000, "file")).toBe("1,000 files");
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
