import { orThrow } from "sisuiq-client";

import type { Body } from "@/lib/answer-events";
import { api } from "@/lib/api";

/** Stops an answer; its stream then ends with the text so far. */
export async function stopAnswer(answerId: string): Promise<void> {
  await orThrow(api.POST("/api/chat/answers/{id}/stop", { params: { path: { id: answerId } } }));
}

/** Returns what continues the stream of an answer after the last event received. */
export function resumeWith(signal: AbortSignal): (answerId: string, after: number) => Promise<Body> {
  return (id, after) => {
    const params = { path: { id }, query: { after } };
    return streamOf(api.GET("/api/chat/answers/{id}/events", { params, parseAs: "stream", signal }));
  };
}

/** The body of a response that is a stream. */
export async function streamOf(asked: Promise<{ data?: unknown; error?: unknown; response: Response }>): Promise<Body> {
  const body = (await orThrow(asked)) as Body | null;
  if (!body) {
    throw new TypeError("the answer has no body");
  }
  return body;
}
