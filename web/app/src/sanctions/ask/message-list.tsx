"use client";

import type { CitationOut } from "sisuiq-client";

import type { Message } from "@/chat/messages";
import { UserMessage } from "@/chat/user-message";

import { LawMessage } from "./law-message";

export interface MessageListProps {
  /** The conversation; null while it is being created. */
  chat: string | null;
  messages: Message[];
  cited: string | null;
  onCite: (citation: CitationOut) => void;
}

/** The questions and answers of a conversation. */
export function MessageList({ chat, messages, cited, onCite }: MessageListProps) {
  return messages.map((message) =>
    message.role === "user" ? (
      <UserMessage key={message.key} message={message} />
    ) : (
      <LawMessage key={message.key} chat={chat} message={message} cited={cited} onCite={onCite} />
    ),
  );
}
