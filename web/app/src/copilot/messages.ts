import type { MessageOut } from "sisuiq-client";

import { detailsOf, type AnswerDetails } from "./answer";
import type { AnswerEvent } from "@/lib/answer-events";

/** A question or an answer on the screen. */
export interface Message {
  /** The message's id, or one of this page's own until it is stored. */
  id: string;
  /** Stays what it was when a message is stored. */
  key: string;
  role: "user" | "assistant";
  content: string;
  createdAt: string;
  state: "stored" | "writing" | "failed";
  /** Of answers that were written before this page was opened, they are read when they are seen. */
  details: AnswerDetails | null;
  /** Of passages that were found, while the answer is being written. */
  sources: string[];
  failure: string | null;
}

export type Change =
  | { kind: "opened"; messages: MessageOut[] }
  | { kind: "asked"; question: string }
  | { kind: "regenerated"; answerId: string }
  | { kind: "told"; event: AnswerEvent }
  | { kind: "answered"; answerId: string; content: string; details: AnswerDetails }
  | { kind: "failed"; reason: string }
  | { kind: "cleared" };

export function changed(messages: Message[], change: Change): Message[] {
  switch (change.kind) {
    case "opened":
      return change.messages.map(shown);
    case "asked":
      return [...messages, message("user", change.question, "stored"), message("assistant", "", "writing")];
    case "regenerated":
      return [...messages.filter(({ id }) => id !== change.answerId), message("assistant", "", "writing")];
    case "told":
      return withLast(messages, (last) => told(last, change.event));
    case "answered": {
      const { answerId, content, details } = change;
      return withLast(messages, (last) => ({ ...last, id: answerId, content, details, state: "stored" }));
    }
    case "failed":
      return withLast(messages, (last) => ({ ...last, state: "failed", failure: change.reason }));
    case "cleared":
      return [];
  }
}

function told(last: Message, event: AnswerEvent): Message {
  switch (event.kind) {
    case "start":
      // a second one begins another answer in place of this
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

function withLast(messages: Message[], change: (last: Message) => Message): Message[] {
  return messages.map((message, index) => (index === messages.length - 1 ? change(message) : message));
}

function shown({ id, role, content, created_at, sources }: MessageOut): Message {
  return { id, key: id, role, content, createdAt: created_at, state: "stored", details: null, sources, failure: null };
}

function message(role: Message["role"], content: string, state: Message["state"]): Message {
  const id = crypto.randomUUID();
  const createdAt = new Date().toISOString();
  return { id, key: id, role, content, createdAt, state, details: null, sources: [], failure: null };
}
