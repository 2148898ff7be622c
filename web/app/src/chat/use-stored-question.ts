"use client";

import { useEffect, useState } from "react";

import { browserState } from "@/lib/storage";

import { useCopilotAddress } from "./address";

/** Asks the question that was written on the home page, if the address is that of a new conversation. */
export function useStoredQuestion(ask: (question: string) => unknown): void {
  const isNew = useCopilotAddress().conversationId === null;
  const [question, setQuestion] = useState<string | null>(null);
  useEffect(() => {
    const stored = browserState.question();
    browserState.setQuestion(null);
    if (stored !== null && isNew) {
      setQuestion(stored);
    }
  }, [isNew]);
  useEffect(() => {
    // one render later than it is read, when the conversation has its mode
    if (question !== null) {
      setQuestion(null);
      ask(question);
    }
  }, [question, ask]);
}
