"use client";

import { useQuery } from "@tanstack/react-query";

import type { AnswerDetails } from "@/answers/answer";
import { detailsOfStored } from "@/answers/stored-answer";
import { fetchAnswer } from "@/chat/fetch-answer";
import type { Message } from "@/chat/messages";

/** The details of an answer; those of an answer from the history are fetched when `isWanted`. */
export function useAnswerDetails(message: Message | undefined, isWanted: boolean): { details: AnswerDetails | null; isLoading: boolean } {
  const isStored = message?.role === "assistant" && message.state === "stored";
  const { data, isLoading } = useQuery({
    queryKey: ["answer", message?.id],
    queryFn: async () => detailsOfStored(await fetchAnswer(message?.id ?? "")),
    enabled: isWanted && isStored && message.details === null,
    staleTime: Infinity,
  });
  return { details: message?.details ?? data ?? null, isLoading };
}
