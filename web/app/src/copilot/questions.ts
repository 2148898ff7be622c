import { orThrow, type Answer, type QuestionIn, type StoredAnswer } from "sisuiq-client";

import { answerEvents, type AnswerEvent, type Body } from "@/lib/answer-events";
import { api } from "@/lib/api";

/** Asks, and tells the answer as it is written. */
export function askStreaming(question: QuestionIn, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
  // with the same key a question that is sent again is answered once
  const header = { "Idempotency-Key": crypto.randomUUID() };
  const open = () => stream(api.POST("/api/chat/stream", { params: { header }, body: question, parseAs: "stream", signal }));
  return answerEvents({ open, resume: resumed(signal), signal });
}

/** Answers the last question of a conversation anew. */
export function regenerateStreaming(answerId: string, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
  const params = { path: { id: answerId } };
  const open = () => stream(api.POST("/api/chat/answers/{id}/regenerate/stream", { params, parseAs: "stream", signal }));
  return answerEvents({ open, resume: resumed(signal), signal });
}

/** Reads an answer that is being written, from its beginning on. */
export function readStreaming(answerId: string, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
  const resume = resumed(signal);
  return answerEvents({ open: () => resume(answerId, 0), resume, answerId, signal });
}

/** Asks, and waits for the whole answer. */
export function askWhole(question: QuestionIn, signal: AbortSignal): Promise<Answer> {
  const header = { "Idempotency-Key": crypto.randomUUID() };
  return orThrow(api.POST("/api/chat", { params: { header }, body: question, signal }));
}

export async function stopAnswer(answerId: string): Promise<void> {
  await orThrow(api.POST("/api/chat/answers/{id}/stop", { params: { path: { id: answerId } } }));
}

export function storedAnswer(answerId: string): Promise<StoredAnswer> {
  return orThrow(api.GET("/api/chat/answers/{id}", { params: { path: { id: answerId } } }));
}

function resumed(signal: AbortSignal): (answerId: string, after: number) => Promise<Body> {
  return (id, after) => {
    const params = { path: { id }, query: { after } };
    return stream(api.GET("/api/chat/answers/{id}/events", { params, parseAs: "stream", signal }));
  };
}

async function stream(asked: Promise<{ data?: unknown; error?: unknown; response: Response }>): Promise<Body> {
  const body = (await orThrow(asked)) as Body | null;
  if (!body) {
    throw new TypeError("the answer has no body");
  }
  return body;
}
