import { type Answer, orThrow, type QuestionIn } from "sisuiq-client";

import { resumeWith, streamOf } from "@/chat/answer-requests";
import { type AnswerEvent, answerEvents } from "@/lib/answer-events";
import { api } from "@/lib/api";

/** Asks a question and streams the answer. */
export function askStreaming(question: QuestionIn, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
  // a retried request with the same key is answered once
  const header = { "Idempotency-Key": crypto.randomUUID() };
  const open = () => streamOf(api.POST("/api/chat/stream", { params: { header }, body: question, parseAs: "stream", signal }));
  return answerEvents({ open, resume: resumeWith(signal), signal });
}

/** Regenerates an answer and streams the new one. */
export function regenerateStreaming(answerId: string, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
  const params = { path: { id: answerId } };
  const open = () => streamOf(api.POST("/api/chat/answers/{id}/regenerate/stream", { params, parseAs: "stream", signal }));
  return answerEvents({ open, resume: resumeWith(signal), signal });
}

/** Streams an answer in progress from its beginning. */
export function streamFromStart(answerId: string, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
  const resume = resumeWith(signal);
  return answerEvents({ open: () => resume(answerId, 0), resume, answerId, signal });
}

/** Asks a question and returns the complete answer. */
export function askWithoutStream(question: QuestionIn, signal: AbortSignal): Promise<Answer> {
  const header = { "Idempotency-Key": crypto.randomUUID() };
  return orThrow(api.POST("/api/chat", { params: { header }, body: question, signal }));
}
