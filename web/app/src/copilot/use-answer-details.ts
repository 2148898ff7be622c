"use client";

import { useQuery } from "@tanstack/react-query";

import { detailsOfStored, type AnswerDetails } from "./answer";
import type { Message } from "./messages";
import { storedAnswer } from "./questions";

/** What is known of an answer; of one out of the history it is read once it is wanted. */
export function useAnswerDetails(message: Message | undefined, isWanted: boolean): AnswerDetails | null {
  const isStored = message?.role === "assistant" && message.state === "stored";
  const { data } = useQuery({
    queryKey: ["answer", message?.id],
    queryFn: async () => detailsOfStored(await storedAnswer(message?.id ?? "")),
    enabled: isWanted && isStored && message.details === null,
    staleTime: Infinity,
  });
  return message?.details ?? data ?? null;
}
