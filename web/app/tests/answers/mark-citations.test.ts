import type { ElementContent, Root } from "hast";
import { describe, expect, test } from "vitest";

import { markCitations } from "@/answers/mark-citations";

function mark(...children: ElementContent[]): ElementContent[] {
  const tree: Root = { type: "root", children };
  markCitations()(tree);
  return tree.children as ElementContent[];
}

const text = (value: string): ElementContent => ({ type: "text", value });
const element = (tagName: string, ...children: ElementContent[]): ElementContent => ({
  type: "element",
  tagName,
  properties: {},
  children,
});
const cite = (number: string): ElementContent => ({
  type: "element",
  tagName: "cite",
  properties: { dataNumber: number },
  children: [text(`[${number}]`)],
});

describe("text that is no citation", () => {
  test.each(["[a]", "[1", "1]", "[ 1 ]", "[1234]", "[]", "[-1]", "array[i]", "[1, 2]"])("%s stays text", (value) => {
    expect(mark(text(value))).toEqual([text(value)]);
  });

  test("code stays as it is", () => {
    const code = element("pre", element("code", text("row[1]")));
    expect(mark(code)).toEqual([code]);
  });

  test("an empty document stays empty", () => {
    expect(mark()).toEqual([]);
  });
});

test("a mark is separated from its sentence", () => {
  expect(mark(text("Ninety [1]."))).toEqual([text("Ninety "), cite("1"), text(".")]);
});

test("adjacent marks are separate citations", () => {
  expect(mark(text("[1][12]"))).toEqual([cite("1"), cite("12")]);
});

test("marks in nested elements are found", () => {
  const row = element("td", element("strong", text("90 [3]")));
  expect(mark(row)).toEqual([element("td", element("strong", text("90 "), cite("3")))]);
});
