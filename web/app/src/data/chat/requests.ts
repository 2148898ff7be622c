import { type DatasetAnswer, type DatasetQuestionIn, orThrow } from "sisuiq-client";

import { resumeWith, streamOf } from "@/chat/answer-requests";
import { answerEvents, type ToolCalled, type WritingEvent } from "@/lib/answer-events";
import { api } from "@/lib/api";

import { ownKey } from "./own-key";

/** The events of an answer about a dataset. */
export type DatasetAnswerEvent = WritingEvent | ToolCalled | { kind: "done"; data: DatasetAnswer };

/** Asks a question about a dataset and streams the answer. */
export function askStreaming(body: DatasetQuestionIn, signal: AbortSignal): AsyncGenerator<DatasetAnswerEvent> {
  const params = { header: newKey() };
  const open = () => streamOf(api.POST("/api/chat/message/stream", { params, headers: keyHeader(), body, parseAs: "stream", signal }));
  return answerEvents<DatasetAnswerEvent>({ open, resume: resumeWith(signal), signal });
}

/** Streams an answer in progress from its beginning. */
export function streamFromStart(answerId: string, signal: AbortSignal): AsyncGenerator<DatasetAnswerEvent> {
  const resume = resumeWith(signal);
  return answerEvents<DatasetAnswerEvent>({ open: () => resume(answerId, 0), resume, answerId, signal });
}

/** Asks a question about a dataset and returns the complete answer. */
export function askWithoutStream(body: DatasetQuestionIn, signal: AbortSignal): Promise<DatasetAnswer> {
  return orThrow(api.POST("/api/chat/message", { params: { header: newKey() }, headers: keyHeader(), body, signal }));
}

/** A retried request with the same key is answered once. */
function newKey() {
  return { "Idempotency-Key": crypto.randomUUID() };
}

/** The only place where the reader's own key leaves the tab. */
function keyHeader(): Record<string, string> {
  const key = ownKey.get();
  return key === null ? {} : { "X-Anthropic-API-Key": key };
}
