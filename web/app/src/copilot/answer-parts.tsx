"use client";

import { deferred } from "@/components/ui/deferred";
import { PartFailure } from "@/components/ui/part-failure";

import type { AnswerInsightsProps } from "./answer-insights";
import { loadChatApi } from "./load-chat-api";
import type { MessageListProps } from "./message-list";

/** The messages, as plain text until what shows them is loaded. */
export const MessageList = deferred<MessageListProps>(
  async () => (await import("./message-list")).default,
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

export const AnswerInsights = deferred<AnswerInsightsProps>(
  async () => (await import("./answer-insights")).default,
  ({ retry }) => <PartFailure retry={retry} className="m-5" />,
);

/** Loads what shows messages: when a conversation is opened. */
export async function loadAnswerParts(): Promise<void> {
  await Promise.all([MessageList.preload(), AnswerInsights.preload()]);
}

/** Loads what a first answer needs: when a question is being written. */
export function prepareToAnswer(): void {
  void loadAnswerParts();
  // asking loads it again, and shows the error
  loadChatApi().catch(() => undefined);
}
