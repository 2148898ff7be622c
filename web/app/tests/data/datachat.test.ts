import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";

import { chatAddress, readChatAddress } from "@/data/chat/address";
import type { ToolCall } from "@/data/chat/answer";
import { AnswerText, nextFigure } from "@/data/chat/answer-text";
import { argumentsOf, toolLabel } from "@/data/chat/call-labels";
import { chartQuery, groupsOf } from "@/data/chat/chart-query";
import { explainAsk } from "@/data/chat/explain-ask";
import { FilterWords } from "@/data/chat/filter-words";
import { withMarks } from "@/data/chat/mark-figures";
import { isKey, ownKey } from "@/data/chat/own-key";
import { questionWith } from "@/data/chat/question-with";
import { refusalLabel } from "@/data/chat/refusal-labels";
import { suggestedQuestions } from "@/data/chat/suggested";
import { countOf, queryOfPage, readRowsOfFigure, rowsAddress } from "@/data/datasets/rows-address";

import { apiError } from "../builders";

const ID = "0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11";

const figure = (text: string, start: number, call = 0) => ({
  text,
  start,
  end: start + [...text].length,
  value: Number(text.replaceAll(",", "")),
  call,
  path: "/sum",
});

/** The HTML of an answer without classes. */
function shown(text: string, figures = [figure("8", 0)].slice(1)): string {
  const html = renderToStaticMarkup(createElement(AnswerText, { text, figures, renderOrigin: () => null }));
  return html.replaceAll(/ class="[^"]*"/g, "");
}

describe("figures in a text", () => {
  test("a figure at another place gets no mark", () => {
    expect(withMarks("The sum is 8.", [figure("9", 11)]).marked).toEqual([]);
    expect(withMarks("The sum is 8.", [figure("8", 40)]).marked).toEqual([]);
    expect(withMarks("8", [figure("", 0)]).marked).toEqual([]);
  });

  test("private letters of the table are no marks", () => {
    const html = shown("\uE000\uE10012\uE001 of 8", [figure("8", 9)]);
    expect(html.match(/<button/g)).toHaveLength(1);
    expect(html).toContain(">8</button>");
    expect(html).not.toMatch(/[\uE000-\uF8FF]/);
  });

  test("overlapping figures are marked once", () => {
    expect(withMarks("1,234", [figure("1,234", 0), figure("234", 2)]).marked).toEqual([0]);
  });

  test("figures are buttons, of which Tab reaches one", () => {
    const html = shown("**1,234** of 5,000", [figure("1,234", 2), figure("5,000", 13)]);
    expect(html).toMatch(/<strong><button[^>]*data-figure="0"[^>]*tabindex="0"[^>]*>1,234<\/button><\/strong>/);
    expect(html).toMatch(/<button[^>]*data-figure="1"[^>]*tabindex="-1"[^>]*>5,000<\/button>/);
  });

  test("places are counted in scalar values", () => {
    expect(shown("😀 한국 8", [figure("8", 5)])).toContain(">8</button>");
  });

  test("escaped values of the table move no figure", () => {
    const html = shown("'a&lt;b\\*' has 12 rows", [figure("12", 15)]);
    expect(html).toContain("a&lt;b*");
    expect(html).toContain(">12</button>");
  });

  test("a figure at the beginning of a line makes no list", () => {
    expect(shown("12. 3 rows", [figure("12", 0)])).toContain(">12</button>. 3 rows</p>");
  });

  test("arrow keys stay between the first and the last figure", () => {
    expect([nextFigure("ArrowLeft", 0, 3), nextFigure("ArrowRight", 2, 3), nextFigure("ArrowRight", 0, 3)]).toEqual([0, 2, 1]);
    expect([nextFigure("Home", 2, 3), nextFigure("End", 0, 3), nextFigure("Enter", 0, 3)]).toEqual([0, 2, undefined]);
  });
});

describe("addresses", () => {
  test("an address without dataset and conversation asks for a choice", () => {
    expect(readChatAddress(new URLSearchParams(""))).toBeUndefined();
  });

  test.each([
    { dataset: ID, conversation: null },
    { dataset: ID, conversation: ID },
    { dataset: null, conversation: null },
    { dataset: null, conversation: ID },
  ])("$dataset and $conversation are read as they were written", (address) => {
    const { searchParams } = new URL(chatAddress(address), "http://127.0.0.1");
    expect(readChatAddress(searchParams)).toEqual(address);
  });

  test("only rows of datasets have a page", () => {
    expect(rowsAddress("https://example.com/api/datasets/x/rows")).toBeNull();
    expect(rowsAddress("/api/datasets/../users/rows")).toBeNull();
    expect(rowsAddress(`/api/datasets/${ID}/rows`)).toBe(`/data/dataset/?id=${ID}&view=rows`);
    const query = "filter=%7B%7D&sort=-a&limit=10";
    const address = rowsAddress(`/api/datasets/${ID}/rows?${query}`) ?? "";
    expect(new URL(address, "http://127.0.0.1").searchParams.get("of")).toBe(query);
  });
});

describe("rows of a figure", () => {
  test("pages end where the rows of the figure end", () => {
    const rows = readRowsOfFigure("sort=-a&limit=30&offset=5");
    expect(String(new URLSearchParams(queryOfPage(rows, 1, 25)))).toBe("sort=-a&offset=5&limit=25");
    expect(String(new URLSearchParams(queryOfPage(rows, 2, 25)))).toBe("sort=-a&offset=30&limit=5");
    expect([countOf(rows, 1_000), countOf(rows, 20), countOf(rows, 3)]).toEqual([30, 15, 0]);
  });

  test("chosen rows are fetched by their numbers", () => {
    const rows = readRowsOfFigure("numbers=3,17,20&columns=a&columns=b");
    expect(String(new URLSearchParams(queryOfPage(rows, 2, 2)))).toBe("columns=a&columns=b&numbers=20");
    expect(countOf(rows, 3)).toBe(3);
  });

  test("a limit that is no number is left out", () => {
    expect(readRowsOfFigure("limit=x&offset=-1")).toMatchObject({ limit: null, offset: 0 });
  });
});

test("conditions are written in words", () => {
  const words = (filter: unknown) =>
    renderToStaticMarkup(createElement(FilterWords, { filter: filter as never })).replaceAll(/ class="[^"]*"/g, "");
  expect(words(null)).toBe("All rows");
  expect(words({ column: "kind", operator: "==", value: "car" })).toBe("kind is car");
  expect(words({ column: "kind", operator: "is_missing" })).toBe("kind has no value");
  expect(words({ column: "kind", operator: "in", value: ["car", 3] })).toBe("kind is one of: car, 3");
  expect(words({ all: [{ column: "a", operator: ">", value: 1 }] })).toBe("a more than 1");
  expect(words({ any: [{ column: "a", operator: ">", value: 1 }, { not: { column: "b", operator: "later", value: true } }] })).toBe(
    "One of these holds:<ul><li>a more than 1</li><li>This does not hold:<ul><li>b later Yes</li></ul></li></ul>",
  );
});

test("calls are described in words", () => {
  const args = { group_column: "kind", agg_column: "eclo", operation: "mean", filter: { column: "a", operator: "==", value: 1 } };
  expect(argumentsOf({ name: "group_by_aggregate", args })).toEqual([
    ["Groups", "kind"],
    ["Column of the figure", "eclo"],
    ["Figure", "Mean"],
  ]);
  expect(argumentsOf({ name: "filter_dataframe", args: { column: "a", operator: "==", value: 1 } })).toEqual([]);
  expect([toolLabel("get_outliers"), toolLabel("a_later_tool")]).toEqual(["Outliers", "A later tool"]);
});

describe("charts", () => {
  const call = (groups: unknown): ToolCall => ({
    name: "group_by_aggregate",
    args: { operation: "sum" },
    row_count: 3,
    result: { groups } as Record<string, unknown>,
  });
  const chart = { type: "bar", columns: ["kind", "eclo"], filter: null };

  test("a chart names its columns and condition", () => {
    const filter = { column: "a", operator: "==", value: 1 };
    expect(String(chartQuery({ type: "scatter", columns: ["a", "b"], filter: null }))).toBe("x=a&y=b");
    expect(chartQuery({ type: "bar", columns: ["day"], filter })?.get("filter")).toBe(JSON.stringify(filter));
    expect(String(chartQuery({ type: "time", columns: ["day", "eclo"], unit: "month" }))).toBe("column=day&unit=month&value=eclo");
    expect(chartQuery({ type: "time", columns: ["day"] })).toBeNull();
    expect(chartQuery({ type: "scatter", columns: ["a"], filter: null })).toBeNull();
    expect(chartQuery({ type: "bar", columns: ["a"], filter: { column: "a", operator: "==", value: "가".repeat(700) } })).toBeNull();
  });

  test("groups are drawn from the answer", () => {
    const groups = [
      { group: "car", value: 3 },
      { group: 2, value: 1 },
      { group: "none", value: null },
    ];
    expect(groupsOf(chart, [call(groups)])).toMatchObject({
      rows: [
        { label: "car", value: 3 },
        { label: "2", value: 1 },
      ],
      count: 2,
    });
    const many = Array.from({ length: 25 }, (_, value) => ({ group: `g${value}`, value }));
    expect(groupsOf(chart, [call(many)])?.rows).toHaveLength(20);
    expect(groupsOf(chart, [call(many)])?.rows[0]).toEqual({ label: "g24", value: 24 });
  });

  test("groups below zero or without result are not drawn", () => {
    expect(groupsOf(chart, [call([{ group: "a", value: -1 }])])).toBeNull();
    expect(groupsOf(chart, [{ ...call([]), result: null }])).toBeNull();
    expect(groupsOf({ ...chart, columns: ["kind"] }, [call([{ group: "a", value: 1 }])])).toBeNull();
  });
});

describe("refusals", () => {
  test("a chosen column takes the place of the word", () => {
    expect(questionWith("Mean of Weather?", { words: ["weather"] }, "기상상태")).toBe("Mean of '기상상태'?");
    expect(questionWith("평균은?", { words: [] }, "ECLO")).toBe("'ECLO' 평균은?");
    expect(questionWith("Mean?", { words: ["elsewhere"] }, "ECLO")).toBe("'ECLO' Mean?");
  });

  test("a reason of a later release has a general text", () => {
    expect(refusalLabel({ kind: "unknown_words", words: ["x", "y"] })).toBe("Not answered. Not found in this data: x, y");
    expect(refusalLabel({ kind: "from_later", words: [] })).toBe("Not answered.");
  });
});

test("suggested questions fit the columns", () => {
  const column = (name: string, kind: string, distinct: number) => ({ name, kind, distinct });
  const profile = (...columns: unknown[]) => ({ rows: 100, profile: { columns } as never });
  expect(suggestedQuestions({ rows: null, profile: null })).toEqual(["How many rows are there?"]);
  expect(suggestedQuestions(profile(column("id", "integer", 100), column("name", "text", 99)))).toEqual(["How many rows are there?"]);
  expect(suggestedQuestions(profile(column("kind", "text", 4), column("eclo", "number", 30), column("day", "date", 9)))).toEqual([
    "How many rows are there?",
    "Number of rows by 'kind'?",
    "What is the mean of 'eclo'?",
    "Mean of 'eclo' by 'kind'?",
  ]);
  const meanOf = (...columns: Parameters<typeof profile>) => suggestedQuestions(profile(...columns))[1];
  expect(meanOf(column("id", "integer", 100), column("eclo", "number", 100))).toBe("What is the mean of 'eclo'?");
  expect(meanOf(column("eclo", "number", 30), column("longitude", "number", 100))).toBe("What is the mean of 'eclo'?");
});

test("no question is about the mean of coordinates", () => {
  const column = (name: string, kind = "number") => ({ name, kind, distinct: 30 });
  const ask = (...columns: unknown[]) => suggestedQuestions({ rows: 100, profile: { columns } as never });
  for (const [first, second] of [
    ["위도", "경도"],
    ["Latitude", "Longitude"],
    ["lat", "lng"],
    ["시작위도", "시작경도"],
    ["start_lat", "start_lon"],
    ["X좌표", "Y좌표"],
    ["x", "y"],
  ]) {
    expect(ask(column(first as string), column(second as string))).toEqual(["How many rows are there?"]);
    expect(ask(column("eclo"), column(first as string), column(second as string))[1]).toBe("What is the mean of 'eclo'?");
  }
  const two = ["시작위도", "시작경도", "종료위도", "종료경도", "발생위치X_UTMK"].map((name) => column(name));
  expect(ask(...two)).toEqual(["How many rows are there?"]);
  expect(ask(column("kind", "text"), column("위도"), column("경도"))).toEqual(["How many rows are there?", "Number of rows by 'kind'?"]);
  expect(ask(column("plate"))[1]).toBe("What is the mean of 'plate'?");
  expect(ask(column("belongings"))[1]).toBe("What is the mean of 'belongings'?");
});

describe("the reader's own key", () => {
  test("only keys that can be sent are accepted", () => {
    expect([isKey("sk-ant-0123456789abcdef"), isKey("sk-short"), isKey("pk-ant-0123456789abcdef")]).toEqual([true, false, false]);
    expect([isKey("sk-ant-0123456789 abcdef"), isKey("sk-ant-0123456789abcdef\n"), isKey("sk-ant-키키키키키키키키키키키키")]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test("a refused key is explained, an expired session is not blamed on it", () => {
    expect(explainAsk(apiError(401, "sign in"))).toBe("Sign in.");
    ownKey.set("sk-ant-0123456789abcdef");
    expect(explainAsk(apiError(401, "the key is invalid"))).toMatch(/^Your Anthropic key was not accepted/);
    ownKey.set(null);
  });

  test("errors say what is missing", () => {
    expect(explainAsk(apiError(404, "the dataset does not exist"))).toMatch(/dataset was deleted/);
    expect(explainAsk(apiError(404, "the conversation does not exist"))).toMatch(/conversation was deleted/);
    expect(explainAsk(apiError(403, "no"))).toMatch(/cannot ask questions/);
    expect(explainAsk(apiError(409, "the dataset is being prepared"))).toBe("The dataset is being prepared.");
  });
});
