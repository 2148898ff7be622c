import type { MessageOut } from "sisuiq-client";
import { type AnswerDetails, detailsOf } from "@/answers/answer";
import type { AnswerEvent } from "@/lib/answer-events";

/** A question or an answer in the chat. */
export interface Message {
  /** The ID of the message; a temporary one until it is stored. */
  id: string;
  /** The React key, which stays the same when the message is stored. */
  key: string;
  role: "user" | "assistant";
  content: string;
  createdAt: string;
  state: "stored" | "writing" | "failed";
  /** Null for answers loaded from the history; they are fetched when the answer is scrolled into view. */
  details: AnswerDetails | null;
  /** The sources found so far, while the answer is being written. */
  sources: string[];
  failure: string | null;
}

export type MessageAction =
  | { kind: "opened"; messages: MessageOut[] }
  | { kind: "asked"; question: string }
  | { kind: "regenerated"; answerId: string }
  | { kind: "streamed"; event: AnswerEvent }
  | { kind: "answered"; answerId: string; content: string; details: AnswerDetails }
  | { kind: "failed"; reason: string }
  | { kind: "cleared" };

/** The reducer of the messages in a conversation. */
export function messagesReducer(messages: Message[], action: MessageAction): Message[] {
  switch (action.kind) {
    case "opened":
      return action.messages.map(fromStored);
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

function applyEvent(last: Message, event: AnswerEvent): Message {
  switch (event.kind) {
    case "start":
      // a second start event replaces the answer
      return { ...last, content: "", sources: event.data.sources };
    case "token":
      return { ...last, content: last.content + event.data.content };
    case "done": {
      const { answer_id: id, content } = event.data;
      return { ...last, id, content, details: detailsOf(event.data), state: "stored" };
    }
    case "error":
      return { ...last, state: "failed", failure: event.data.message };
  }
}

function updateLast(messages: Message[], update: (last: Message) => Message): Message[] {
  return messages.map((message, index) => (index === messages.length - 1 ? update(message) : message));
}

function fromStored({ id, role, content, created_at, sources }: MessageOut): Message {
  return { id, key: id, role, content, createdAt: created_at, state: "stored", details: null, sources, failure: null };
}

function newMessage(role: Message["role"], content: string, state: Message["state"]): Message {
  const id = crypto.randomUUID();
  const createdAt = new Date().toISOString();
  return { id, key: id, role, content, createdAt, state, details: null, sources: [], failure: null };
}
