"use client";

import { useSearchParams } from "next/navigation";

/** The folder that always exists. */
export const DEFAULT_FOLDER = "default";

/** What the address of the chat names. */
export interface LawAddress {
  /** The conversation; null for a new one. */
  chat: string | null;
  /** The folder of a new conversation. */
  folder: string;
  /** The dataset of a new conversation; null for all documents. */
  dataset: string | null;
  /** The day of the law that is asked about; empty for today. */
  at: string;
  /** The opened citation. */
  citation: string | null;
}

export const NEW_CHAT: LawAddress = { chat: null, folder: DEFAULT_FOLDER, dataset: null, at: "", citation: null };

export function readLawAddress(parameters: { get: (name: string) => string | null }): LawAddress {
  const [chat, citation, at] = [parameters.get("chat"), parameters.get("citation"), parameters.get("at") ?? ""];
  if (chat !== null) {
    // folder and dataset are those of the conversation
    return { ...NEW_CHAT, chat, at, citation };
  }
  return { chat, citation, at, folder: parameters.get("folder") ?? DEFAULT_FOLDER, dataset: parameters.get("dataset") };
}

export function useLawAddress(): LawAddress {
  return readLawAddress(useSearchParams());
}

export function lawAddress({ chat, folder, dataset, at, citation }: LawAddress): string {
  const query = new URLSearchParams({
    ...(chat === null ? {} : { chat }),
    ...(chat === null && folder !== DEFAULT_FOLDER ? { folder } : {}),
    ...(chat === null && dataset !== null ? { dataset } : {}),
    ...(at === "" ? {} : { at }),
    ...(citation === null ? {} : { citation }),
  });
  return query.size > 0 ? `/sanctions/ask/?${query}` : "/sanctions/ask/";
}
