"use client";

import type { Message } from "@/chat/messages";
import { UserMessage } from "@/chat/user-message";

import type { DatasetDetails } from "./answer";
import type { AnswerSource } from "./answer-source";
import { DataMessage } from "./data-message";

export interface MessageListProps {
  messages: Message<DatasetDetails>[];
  tool: string | null;
  source: AnswerSource;
  columns: string[];
  onAsk: ((question: string) => void) | undefined;
}

/** The questions and answers of a conversation. Only the last answer offers further questions. */
export function MessageList({ messages, tool, source, columns, onAsk }: MessageListProps) {
  const last = messages.length - 1;
  return messages.map((message, at) =>
    message.role === "user" ? (
      <UserMessage key={message.key} message={message} />
    ) : (
      <DataMessage
        key={message.key}
        message={message}
        question={messages[at - 1]?.content ?? ""}
        tool={at === last ? tool : null}
        source={source}
        columns={columns}
        onAsk={at === last ? onAsk : undefined}
      />
    ),
  );
}
