"use client";

import type { CitationOut } from "sisuiq-client";
import type { Message } from "@/chat/messages";
import { UserMessage } from "@/chat/user-message";
import { AssistantMessage } from "./assistant-message";

export interface MessageListProps {
  messages: Message[];
  /** The ID of the opened citation. */
  cited: string | null;
  onCite: (citation: CitationOut) => void;
  /** Regenerates the last answer; undefined while one is being written. */
  onRegenerate: ((answerId: string) => void) | undefined;
}

export function MessageList({ messages, cited, onCite, onRegenerate }: MessageListProps) {
  const last = messages.at(-1);
  return messages.map((message) =>
    message.role === "user" ? (
      <UserMessage key={message.key} message={message} />
    ) : (
      <AssistantMessage
        key={message.key}
        message={message}
        cited={cited}
        onCite={onCite}
        onRegenerate={message === last && onRegenerate ? () => onRegenerate(message.id) : undefined}
      />
    ),
  );
}
