import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { type AnswerEvent, answerEvents, type Body } from "@/lib/answer-events";

import { apiError, bareError, done } from "../builders";

const START = 'id: 1\nevent: start\ndata: {"answer_id":"answer-1","session_id":"session-1","sources":[]}\n\n';
const TOKEN = 'id: 2\nevent: token\ndata: {"content":"Ninety"}\n\n';
const DONE = `id: 3\nevent: done\ndata: ${JSON.stringify(done())}\n\n`;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A stream that sends this text, and then ends or breaks. */
function body(text: string, failure?: Error): Body {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text));
    },
    pull(controller) {
      if (failure) {
        controller.error(failure);
      } else {
        controller.close();
      }
    },
  });
}

async function kindsOf(events: AsyncGenerator<AnswerEvent>): Promise<string[]> {
  const kinds: string[] = [];
  const reading = (async () => {
    for await (const { kind } of events) {
      kinds.push(kind);
    }
  })();
  // pauses between attempts pass at once
  const [result] = await Promise.allSettled([reading, vi.advanceTimersByTimeAsync(120_000)]);
  if (result.status === "rejected") {
    throw result.reason;
  }
  return kinds;
}

const { signal } = new AbortController();
const never = () => Promise.reject(new Error("not expected"));

test("a client error is not retried", async () => {
  const open = vi.fn(() => Promise.reject(apiError(403, "you are not allowed to do this")));
  await expect(kindsOf(answerEvents({ open, resume: never, signal }))).rejects.toMatchObject({ status: 403 });
  expect(open).toHaveBeenCalledTimes(1);
});

test("server errors are retried five times", async () => {
  const open = vi.fn(() => Promise.reject(bareError(503)));
  await expect(kindsOf(answerEvents({ open, resume: never, signal }))).rejects.toMatchObject({ status: 503 });
  expect(open).toHaveBeenCalledTimes(6);
});

test("streams that end early are an error", async () => {
  const open = vi.fn(() => Promise.resolve(body("")));
  await expect(kindsOf(answerEvents({ open, resume: never, signal }))).rejects.toThrow("ended too early");
});

test("an aborted request is not retried", async () => {
  const controller = new AbortController();
  const open = vi.fn(() => {
    controller.abort();
    return Promise.reject(new DOMException("aborted", "AbortError"));
  });
  await expect(kindsOf(answerEvents({ open, resume: never, signal: controller.signal }))).rejects.toThrow("aborted");
  expect(open).toHaveBeenCalledTimes(1);
});

test("a broken stream resumes after its last event", async () => {
  const open = () => Promise.resolve(body(START + TOKEN, new TypeError("connection lost")));
  const resume = vi.fn(() => Promise.resolve(body(DONE)));
  expect(await kindsOf(answerEvents({ open, resume, signal }))).toEqual(["start", "token", "done"]);
  expect(resume).toHaveBeenCalledExactlyOnceWith("answer-1", 2);
});

test("a rate limit waits as long as asked", async () => {
  const open = vi
    .fn<() => Promise<Body>>()
    .mockRejectedValueOnce(bareError(429, { "retry-after": "30" }))
    .mockResolvedValueOnce(body(START + DONE));
  const reading = kindsOf(answerEvents({ open, resume: never, signal }));
  expect(await reading).toEqual(["start", "done"]);
  expect(open).toHaveBeenCalledTimes(2);
});

test("unknown events are ignored", async () => {
  const open = () => Promise.resolve(body(`event: ping\ndata: {}\n\n${START}${DONE}`));
  expect(await kindsOf(answerEvents({ open, resume: never, signal }))).toEqual(["start", "done"]);
});

test("nothing is read after the last event", async () => {
  const open = () => Promise.resolve(body(START + DONE + TOKEN));
  expect(await kindsOf(answerEvents({ open, resume: never, signal }))).toEqual(["start", "done"]);
});
