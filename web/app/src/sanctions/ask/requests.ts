import { type KnowledgeAnswer, type KnowledgeQuestionIn, orThrow } from "sisuiq-client";

import { resumeWith, streamOf } from "@/chat/answer-requests";
import { type AnswerEvent, answerEvents } from "@/lib/answer-events";
import { api } from "@/lib/api";

/** Asks a question in a conversation and streams the answer. */
export function askStreaming(id: string, body: KnowledgeQuestionIn, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
  // a retried request with the same key is answered once
  const params = { path: { id }, header: { "Idempotency-Key": crypto.randomUUID() } };
  const open = () => streamOf(api.POST("/api/v1/knowledge/chats/{id}/messages/stream", { params, body, parseAs: "stream", signal }));
  return answerEvents({ open, resume: resumeWith(signal), signal });
}

/** Streams an answer in progress from its beginning. */
export function streamFromStart(answerId: string, signal: AbortSignal): AsyncGenerator<AnswerEvent> {
  const resume = resumeWith(signal);
  return answerEvents({ open: () => resume(answerId, 0), resume, answerId, signal });
}

/** Asks a question in a conversation and returns the complete answer. */
export function askWithoutStream(id: string, body: KnowledgeQuestionIn, signal: AbortSignal): Promise<KnowledgeAnswer> {
  const params = { path: { id }, header: { "Idempotency-Key": crypto.randomUUID() } };
  return orThrow(api.POST("/api/v1/knowledge/chats/{id}/messages", { params, body, signal }));
}
