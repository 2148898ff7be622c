import type { MessageRole } from "sisuiq-client";

import type { AnswerDetails } from "@/answers/answer";
import type { WritingEvent } from "@/lib/answer-events";

/** A question or an answer in a chat. Answers about documents and about datasets have different details. */
export interface Message<Details = AnswerDetails> {
  /** The ID of the message; a temporary one until it is stored. */
  id: string;
  /** The React key, which stays the same when the message is stored. */
  key: string;
  role: MessageRole;
  content: string;
  createdAt: string;
  state: "stored" | "writing" | "failed";
  /** Null for answers loaded from the history; they are fetched when the answer is scrolled into view. */
  details: Details | null;
  /** The sources found so far, while the answer is being written. */
  sources: string[];
  failure: string | null;
}

export type MessageAction<Details = AnswerDetails> =
  | { kind: "opened"; messages: Message<Details>[] }
  | { kind: "asked"; question: string }
  | { kind: "regenerated"; answerId: string }
  | { kind: "streamed"; event: WritingEvent }
  | { kind: "answered"; answerId: string; content: string; details: Details }
  | { kind: "failed"; reason: string }
  | { kind: "cleared" };

/** The reducer of the messages in a conversation. */
export function messagesReducer<Details>(messages: Message<Details>[], action: MessageAction<Details>): Message<Details>[] {
  switch (action.kind) {
    case "opened":
      return action.messages;
    case "asked":
      return [...messages, newMessage("user", action.question, "stored"), newMessage("assistant", "", "writing")];
    case "regenerated":
      return [...messages.filter(({ id }) => id !== action.answerId), newMessage("assistant", "", "writing")];
    case "streamed":
      return updateLast(messages, (last) => applyEvent(last, action.event));
    case "answered": {
      const { answerId, content, details } = action;
      return updateLast(messages, (last) => ({ ...last, id: answerId, content, details, state: "stored" }));
    }
    case "failed":
      return updateLast(messages, (last) => ({ ...last, state: "failed", failure: action.reason }));
    case "cleared":
      return [];
  }
}

function applyEvent<Details>(last: Message<Details>, event: WritingEvent): Message<Details> {
  switch (event.kind) {
    case "start":
      // a second start event replaces the answer
      return { ...last, content: "", sources: event.data.sources };
    case "token":
      return { ...last, content: last.content + event.data.content };
    case "error":
      return { ...last, state: "failed", failure: event.data.message };
  }
}

function updateLast<Details>(messages: Message<Details>[], update: (last: Message<Details>) => Message<Details>): Message<Details>[] {
  return messages.map((message, index) => (index === messages.length - 1 ? update(message) : message));
}

/** What is known of a stored message. */
interface Stored<Details> {
  id: string;
  role: MessageRole;
  content: string;
  created_at: string;
  sources?: string[];
  details?: Details | null;
}

export function fromStored<Details>({ id, role, content, created_at, sources = [], details = null }: Stored<Details>): Message<Details> {
  return { id, key: id, role, content, createdAt: created_at, state: "stored", details, sources, failure: null };
}

function newMessage(role: MessageRole, content: string, state: Message["state"]): Message<never> {
  const id = crypto.randomUUID();
  const createdAt = new Date().toISOString();
  return { id, key: id, role, content, createdAt, state, details: null, sources: [], failure: null };
}
