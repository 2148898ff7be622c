"use client";

import { useSearchParams } from "next/navigation";

/** The value of `conversation` for one that has no question yet. */
const NEW = "new";

/** What the address of the chat names. */
export interface ChatAddress {
  /** The dataset; null for a conversation about none. */
  dataset: string | null;
  /** The conversation; null for a new one. */
  conversation: string | null;
}

/** The dataset and conversation in the address; undefined if it names neither, so that a dataset is to be chosen. */
export function readChatAddress(parameters: { get: (name: string) => string | null }): ChatAddress | undefined {
  const dataset = parameters.get("dataset");
  const conversation = parameters.get("conversation");
  return dataset === null && conversation === null ? undefined : { dataset, conversation: conversation === NEW ? null : conversation };
}

export function useChatAddress(): ChatAddress | undefined {
  return readChatAddress(useSearchParams());
}

export function chatAddress({ dataset, conversation }: ChatAddress): string {
  const named = conversation ?? (dataset === null ? NEW : null);
  const query = new URLSearchParams({ ...(dataset === null ? {} : { dataset }), ...(named === null ? {} : { conversation: named }) });
  return `/data/chat/?${query}`;
}
