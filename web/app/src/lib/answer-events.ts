import { ApiError, type Done, type Failed, type Started, type Token, type ToolEvent } from "sisuiq-client";

import { readEvents } from "./server-sent-events";

/** An event of an answer that is not complete. */
export type WritingEvent = { kind: "start"; data: Started } | { kind: "token"; data: Token } | { kind: "error"; data: Failed };

/** The events of an answer about documents. */
export type AnswerEvent = WritingEvent | { kind: "done"; data: Done };

interface AnyEvent {
  kind: string;
  data: unknown;
}

/** The event of a tool that is called. */
export interface ToolCalled {
  kind: "tool";
  data: ToolEvent;
}

export type Body = ReadableStream<Uint8Array>;

interface Source {
  /** Sends the question, or repeats it with the same key. */
  open: () => Promise<Body>;
  /** Continues after the last event received. */
  resume: (answerId: string, after: number) => Promise<Body>;
  /** The ID of the answer, if it is known before the stream starts. */
  answerId?: string;
  signal: AbortSignal;
}

const TRIES = 5;
const FIRST_WAIT = 300;
const KINDS = new Set(["start", "tool", "token", "done", "error"]);

/** The events of an answer, each exactly once; the stream is resumed when the connection breaks. */
export async function* answerEvents<Event extends AnyEvent = AnswerEvent>({
  open,
  resume,
  signal,
  ...source
}: Source): AsyncGenerator<Event> {
  let answerId = source.answerId;
  let last = 0;
  for (let failures = 0; ; failures += 1) {
    let wait = FIRST_WAIT * 2 ** failures;
    try {
      const body = answerId === undefined ? await open() : await resume(answerId, last);
      for await (const { id, event, data } of readEvents(body)) {
        if (!KINDS.has(event)) {
          continue;
        }
        const answerEvent = { kind: event, data: JSON.parse(data) } as Event;
        last = Number(id ?? last);
        failures = 0;
        if (answerEvent.kind === "start") {
          answerId = (answerEvent.data as Started).answer_id;
        }
        yield answerEvent;
        if (answerEvent.kind === "done" || answerEvent.kind === "error") {
          return;
        }
      }
    } catch (error) {
      if (signal.aborted || failures >= TRIES || isFinal(error)) {
        throw error;
      }
      const { retryAfter } = error as Partial<ApiError>;
      wait = retryAfter === undefined ? wait : retryAfter * 1_000;
    }
    if (failures >= TRIES) {
      throw new TypeError("the stream of the answer ended too early");
    }
    await pause(wait, signal);
  }
}

/** Whether a retry is pointless: client errors except rate limits. */
function isFinal(error: unknown): boolean {
  return error instanceof ApiError && error.status < 500 && error.status !== 429;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", abort);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", abort, { once: true });
  });
}
