import { describe, expect, test } from "vitest";

import { notesOf } from "@/answers/notes";

import { citation, details } from "../builders";

const labels = (changes: Parameters<typeof details>[0]) => notesOf(details(changes)).map(({ label }) => label);

describe("answers that do not answer", () => {
  test("a declined answer has no other support badge", () => {
    expect(labels({ isAbstained: true, support: "near", grounding: 1 })).toEqual(["Not answered"]);
  });

  test("related passages never look supported", () => {
    expect(labels({ support: "near", grounding: 1 })).toEqual(["Related passages only"]);
  });

  test("an answer without citations has no badge", () => {
    expect(labels({ grounding: 1, citations: [] })).toEqual([]);
    expect(labels({ grounding: null, citations: [] })).toEqual([]);
  });
});

describe("whether the question is answered", () => {
  test("a part is not the whole", () => {
    expect(labels({ support: "partial" })).toEqual(["Answers part of the question", "Quoted from 1 page"]);
    expect(labels({ support: "partial", isStopped: true })).toEqual(["Quoted from 1 page", "Stopped"]);
  });

  test("an older answer does not say", () => {
    expect(labels({ support: null })).toEqual(["Quoted from 1 page"]);
  });

  test("figures without passages do not answer from documents", () => {
    expect(labels({ support: "none", citations: [] })).toEqual([]);
  });

  test("each badge is explained", () => {
    for (const support of ["full", "partial", "near", "none", null] as const) {
      for (const { label, explanation } of notesOf(details({ support }))) {
        expect([label, explanation].every((text) => text.length > 3 && !/grounded/i.test(text))).toBe(true);
      }
    }
  });
});

test("weak support is a warning", () => {
  const weak = notesOf(details({ grounding: 0.794 }));
  expect(weak).toMatchObject([{ label: "79% supported", variant: "warning" }]);
  expect(weak).toHaveLength(1);
  expect(notesOf(details({ grounding: 0.8 }))).toMatchObject([
    { label: "Answers the question", variant: "primary" },
    { label: "80% supported", variant: "primary" },
  ]);
});

test("each cited page counts once", () => {
  const citations = [citation(), citation({ page: 3 }), citation({ id: "again" }), citation({ document_id: "document-2" })];
  expect(labels({ citations })).toEqual(["Answers the question", "Quoted from 3 pages"]);
  expect(labels({})).toEqual(["Answers the question", "Quoted from 1 page"]);
});

test("a written answer is not called quoted", () => {
  expect(labels({ model: "claude" })).toEqual(["Answers the question", "Supported by 1 page"]);
});

test("conditions follow the support", () => {
  const scope = { fell_back: true, preferred_source: "era" } as never;
  expect(labels({ scope, isDegraded: true })).toEqual([
    "Answers the question",
    "Quoted from 1 page",
    "Other sources used",
    "Reduced service",
  ]);
  expect(labels({ scope, isDegraded: true, isStopped: true })).toEqual([
    "Quoted from 1 page",
    "Other sources used",
    "Reduced service",
    "Stopped",
  ]);
});

test("no preferred source means no other sources", () => {
  expect(labels({ scope: { fell_back: true, preferred_source: null } as never })).toEqual(["Answers the question", "Quoted from 1 page"]);
});
