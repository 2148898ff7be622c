"use client";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";

import { loadAnswering } from "./load-answering";
import type { MessageListProps } from "./message-list";

/** The messages, as plain text until what shows them is loaded. */
export const MessageList = deferred<MessageListProps>(
  async () => (await loadAnswering()).MessageList,
  ({ retry }, { messages }) => (
    <>
      {messages.map(({ key, content }) => (
        <p key={key} className="whitespace-pre-wrap wrap-anywhere">
          {content}
        </p>
      ))}
      <PartFailure retry={retry} />
    </>
  ),
);

/** Loads what asks questions and shows messages: when a question is being written, or a conversation opened. */
export function loadAnswerParts(): Promise<void> {
  return MessageList.preload();
}
