import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import type { SharedAnswer as Answer, ColumnOut } from "sisuiq-client";
import { describe, expect, test, vi } from "vitest";

import { sharedAnswerSource } from "@/data/shared/answer-source";
import { explainAskByLink } from "@/data/shared/explain-ask-by-link";
import { SharedAnswer } from "@/data/shared/shared-answer";
import { suggestedByLink } from "@/data/shared/suggested-by-link";
import { VisitQuestions } from "@/data/shared/visit-questions";

import { apiError, bareError } from "../builders";

const TOKEN = "q3n0m4v5B1yT0c8Jr2kXw9ZpLs7dFhGuAeIoYtRvNb_";

function answer(changes: Partial<Answer> = {}): Answer {
  return {
    response: "The sum is 8.",
    content: "The sum is 8.",
    tool_calls: [],
    token_usage: { input: 0, output: 0, total: 0 },
    cache_hit: false,
    timestamp: "2026-11-28T10:00:00Z",
    figures: [],
    suggestions: [],
    language: "en",
    abstained: false,
    degraded: false,
    budget_used_up: false,
    model: "planner",
    ...changes,
  };
}

describe("the questions of a visit", () => {
  test("a failed question says why, and is asked again in its place", async () => {
    const ended = apiError(404, "the link does not exist");
    const send = vi.fn<() => Promise<Answer>>().mockRejectedValueOnce(ended).mockResolvedValueOnce(answer());
    const visit = new VisitQuestions(send);
    expect(await visit.ask("Sum?")).toBe(ended);
    expect(visit.get()).toMatchObject([{ content: "Sum?" }, { state: "failed", failure: "This link does not work any more." }]);
    expect(await visit.retry()).toBeUndefined();
    expect(visit.get()).toMatchObject([{ content: "Sum?" }, { state: "stored", content: "The sum is 8." }]);
    expect(send.mock.calls).toEqual([["Sum?"], ["Sum?"]]);
  });

  test("a question waits for the answer to the one before", async () => {
    let finish: (answered: Answer) => void = () => undefined;
    const send = vi.fn<() => Promise<Answer>>(() => new Promise((resolve) => (finish = resolve)));
    const visit = new VisitQuestions(send);
    const first = visit.ask("Sum?");
    expect(await visit.ask("Mean?")).toBeUndefined();
    expect(await visit.retry()).toBeUndefined();
    expect(visit.get()).toMatchObject([{ content: "Sum?" }, { state: "writing" }]);
    finish(answer());
    await first;
    expect(send).toHaveBeenCalledTimes(1);
  });

  test("nothing is asked again but what failed", async () => {
    const send = vi.fn(async () => answer());
    const visit = new VisitQuestions(send);
    await visit.retry();
    await visit.ask("Sum?");
    await visit.retry();
    expect(send).toHaveBeenCalledTimes(1);
  });

  test("answers stay below each other with their details", async () => {
    const refusal = { kind: "unknown_words", words: ["weather"], candidates: ["eclo"] };
    const refused = answer({ abstained: true, refusal, content: "I do not know 'weather'." });
    const send = vi
      .fn<() => Promise<Answer>>()
      .mockResolvedValueOnce(answer({ understood: "Sum." }))
      .mockResolvedValueOnce(refused);
    const visit = new VisitQuestions(send);
    await visit.ask("Sum?");
    await visit.ask("Weather?");
    const details = visit.get().map((message) => message.details);
    expect(details).toMatchObject([null, { understood: "Sum.", refusal: null }, null, { refusal, isAbstained: true, isStopped: false }]);
    expect(new Set(visit.get().map(({ key }) => key)).size).toBe(4);
  });

  test("views hear of each change until they leave", async () => {
    const visit = new VisitQuestions(async () => answer());
    const listener = vi.fn();
    const leave = visit.subscribe(listener);
    await visit.ask("Sum?");
    expect(listener).toHaveBeenCalledTimes(2);
    leave();
    await visit.ask("Mean?");
    expect(listener).toHaveBeenCalledTimes(2);
    // a view that comes back finds what was answered meanwhile
    expect(visit.get()).toHaveLength(4);
  });
});

describe("errors of questions through a link", () => {
  test("a link that has ended, and a dataset that is not ready", () => {
    expect(explainAskByLink(apiError(404, "no"))).toBe("This link does not work any more.");
    expect(explainAskByLink(apiError(409, "the dataset is being prepared"))).toMatch(/^The rows are being prepared/);
  });

  test("too many questions of all holders say when to try again", () => {
    expect(explainAskByLink(bareError(429, { "retry-after": "7" }))).toBe("Too many questions through this link. Try again in 7 s.");
    expect(explainAskByLink(bareError(429))).toBe("Too many questions through this link. Try again soon.");
  });

  test("others are explained as everywhere", () => {
    expect(explainAskByLink(new TypeError("failed to fetch"))).toMatch(/^The service cannot be reached/);
    expect(explainAskByLink(bareError(503))).toMatch(/^The service is not responding/);
  });
});

describe("rows and charts of answers through a link", () => {
  const source = sharedAnswerSource(TOKEN);

  test("rows of anything else have no page", () => {
    for (const address of [
      "/api/datasets/0190b5a0-7c1e-7d3a-9f54-2f0c6f1d8e11/rows?limit=1",
      `/api/datasets/shared/${"A".repeat(43)}/rows?limit=1`,
      `/api/datasets/shared/${TOKEN}/map?limit=1`,
      `https://example.com/api/datasets/shared/${TOKEN}/rows`,
    ]) {
      expect(source.rowsAddress(address), address).toBeNull();
    }
  });

  test("rows have a page of the link that keeps their query", () => {
    expect(source.rowsAddress(`/api/datasets/shared/${TOKEN}/rows`)).toBe(`/shared/?share_token=${TOKEN}&view=rows`);
    const query = "filter=%7B%22column%22%3A%22a%26b%3F%22%7D&sort=-a&limit=10";
    const address = source.rowsAddress(`/api/datasets/shared/${TOKEN}/rows?${query}`) ?? "";
    const { searchParams } = new URL(address, "http://127.0.0.1");
    expect(Object.fromEntries(searchParams)).toEqual({ share_token: TOKEN, view: "rows", of: query });
  });

  test("charts are drawn by the link", () => {
    expect(source.chartPath?.("bar")).toBe(`/api/datasets/shared/${TOKEN}/charts/bar`);
  });
});

test("suggested questions fit the columns that a link shows", () => {
  const column = (name: string, type: ColumnOut["type"], unique: number): ColumnOut => ({ name, type, unique, missing: 0 });
  expect(suggestedByLink({ rows: null, columns_info: [] })).toEqual(["How many rows are there?"]);
  expect(suggestedByLink({ rows: 100, columns_info: [column("kind", "text", 4), column("eclo", "number", 30)] })).toEqual([
    "How many rows are there?",
    "Number of rows by 'kind'?",
    "What is the mean of 'eclo'?",
    "Mean of 'eclo' by 'kind'?",
  ]);
});

describe("an answer", () => {
  const shown = async (send: () => Promise<Answer>, callbacks: { onAsk?: () => void; onRetry?: () => void }) => {
    const visit = new VisitQuestions(send);
    await visit.ask("Sum of Weather?");
    const message = visit.get().at(-1);
    if (!message) {
      throw new Error("there is no answer");
    }
    const source = sharedAnswerSource(TOKEN);
    const { onAsk, onRetry } = callbacks;
    return renderToStaticMarkup(createElement(SharedAnswer, { message, question: "Sum?", source, columns: ["eclo"], onAsk, onRetry }));
  };
  const fail = () => Promise.reject(bareError(503));
  const refusal = { kind: "unknown_words", words: ["weather"], candidates: ["eclo", "a sentence"] };

  test("a failed one is an alert, which only the last one can end", async () => {
    const last = await shown(fail, { onRetry: () => undefined });
    expect(last).toContain('role="alert"');
    expect(last).toContain("Try again</button>");
    expect(await shown(fail, {})).not.toContain("<button");
  });

  test("a refusal offers columns while it is the last one", async () => {
    const send = async () => answer({ content: "Not found.", refusal, abstained: true });
    const last = await shown(send, { onAsk: () => undefined });
    expect(last).toContain("Not answered. Not found in this data: weather");
    expect(last).toMatch(/<button[^>]*><span[^>]*>eclo<\/span><\/button>/);
    expect(last).not.toContain("a sentence");
    expect(await shown(send, {})).not.toContain(">eclo<");
  });

  test("it is copied, but neither rated nor saved as a record", async () => {
    const html = await shown(async () => answer(), {});
    const buttons = [...html.matchAll(/<button[^>]*aria-label="([^"]*)"/g)].map(([, label]) => label);
    expect(buttons).toEqual(["Copy the answer"]);
  });
});
