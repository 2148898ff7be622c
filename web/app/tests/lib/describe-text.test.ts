import { describe, expect, test } from "vitest";

import { describeText, hasNoText } from "@/lib/describe-text";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const pages = (count: number | null, without: number, recognised = 0) => ({
  pages: count,
  pages_without_text: numbers(without),
  pages_read_by_ocr: numbers(recognised),
});

describe("pages without text", () => {
  test("a scan has no text", () => {
    expect(hasNoText(pages(38, 38))).toBe(true);
    expect(describeText(pages(38, 38))).toEqual(["no page has text that can be searched"]);
  });

  test("some pages are counted", () => {
    expect(hasNoText(pages(104, 12))).toBe(false);
    expect(describeText(pages(104, 12))).toEqual(["12 of 104 pages have no text"]);
    expect(describeText(pages(104, 1))).toEqual(["1 of 104 pages has no text"]);
  });

  test("unknown page counts are left out", () => {
    expect(hasNoText(pages(null, 2))).toBe(false);
    expect(describeText(pages(null, 2))).toEqual(["2 pages without text"]);
  });
});

test("recognised pages follow", () => {
  expect(describeText(pages(104, 12, 3))).toEqual(["12 of 104 pages have no text", "3 pages read by OCR"]);
});

test("a document with text needs no remark", () => {
  expect(describeText(pages(12, 0))).toEqual([]);
  expect(hasNoText(pages(0, 0))).toBe(false);
});
