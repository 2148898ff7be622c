import type { ChatMode } from "sisuiq-client";

import { MODE_LABELS } from "./labels";

const SESSION = "sisuiq_session_id";
const MODE = "sisuiq_mode";
const STREAMING = "sisuiq_streaming";
const UNDER_WAY = "sisuiq_answer_under_way";
const QUESTION = "sisuiq_question";

/** An answer that was in progress when the page was closed. */
export interface PendingAnswer {
  answerId: string;
  sessionId: string;
  question: string;
}

/** The state the copilot stores in the browser. It contains no credentials. */
export const browserState = {
  session: () => read(localStorage, SESSION),
  setSession: (id: string | null) => write(localStorage, SESSION, id),
  mode(): ChatMode {
    const name = read(localStorage, MODE);
    return name !== null && name in MODE_LABELS ? (name as ChatMode) : "strategy_qa";
  },
  setMode: (mode: ChatMode) => write(localStorage, MODE, mode),
  isStreaming: () => read(localStorage, STREAMING) !== "false",
  setStreaming: (isStreaming: boolean) => write(localStorage, STREAMING, String(isStreaming)),
  pendingAnswer(): PendingAnswer | null {
    const text = read(sessionStorage, UNDER_WAY);
    return text === null ? null : (JSON.parse(text) as PendingAnswer);
  },
  setPendingAnswer: (answer: PendingAnswer | null) => write(sessionStorage, UNDER_WAY, answer === null ? null : JSON.stringify(answer)),
  /** A question that was written on another page and is about to be asked. */
  question: () => read(sessionStorage, QUESTION),
  setQuestion: (question: string | null) => write(sessionStorage, QUESTION, question),
};

export function read(storage: Storage, key: string): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

/** Writes a value; without storage it is lost and everything else works. */
export function write(storage: Storage, key: string, value: string | null): void {
  try {
    if (value === null) {
      storage.removeItem(key);
    } else {
      storage.setItem(key, value);
    }
  } catch {
    // storage is full or blocked
  }
}
