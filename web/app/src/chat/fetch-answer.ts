import { orThrow, type StoredAnswer } from "sisuiq-client";

import { api } from "@/lib/api";

export function fetchAnswer(answerId: string): Promise<StoredAnswer> {
  return orThrow(api.GET("/api/chat/answers/{id}", { params: { path: { id: answerId } } }));
}
