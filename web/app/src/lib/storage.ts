import type { ChatMode } from "sisuiq-client";

import { MODE_LABELS } from "./labels";

const SESSION = "sisuiq_session_id";
const MODE = "sisuiq_mode";
const STREAMING = "sisuiq_streaming";
const UNDER_WAY = "sisuiq_answer_under_way";

/** An answer that was being written when the page was left. */
export interface UnderWay {
  answerId: string;
  sessionId: string;
  question: string;
}

/** What the copilot remembers in this browser. None of it lets anybody in. */
export const remembered = {
  session: () => read(localStorage, SESSION),
  setSession: (id: string | null) => write(localStorage, SESSION, id),
  mode(): ChatMode {
    const name = read(localStorage, MODE);
    return name !== null && name in MODE_LABELS ? (name as ChatMode) : "strategy_qa";
  },
  setMode: (mode: ChatMode) => write(localStorage, MODE, mode),
  isStreaming: () => read(localStorage, STREAMING) !== "false",
  setStreaming: (isStreaming: boolean) => write(localStorage, STREAMING, String(isStreaming)),
  underWay(): UnderWay | null {
    const text = read(sessionStorage, UNDER_WAY);
    return text === null ? null : (JSON.parse(text) as UnderWay);
  },
  setUnderWay: (answer: UnderWay | null) => write(sessionStorage, UNDER_WAY, answer === null ? null : JSON.stringify(answer)),
};

export function read(storage: Storage, key: string): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

/** A browser that keeps nothing forgets, and works otherwise. */
export function write(storage: Storage, key: string, value: string | null): void {
  try {
    if (value === null) {
      storage.removeItem(key);
    } else {
      storage.setItem(key, value);
    }
  } catch {
    // full or forbidden
  }
}
