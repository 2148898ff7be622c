"use client";

import { useEffect, useState } from "react";

import { browserState } from "@/lib/storage";

/** Asks the question that was written on another page, if the address is that of a new conversation. */
export function useStoredQuestion(isNew: boolean, ask: (question: string) => unknown): void {
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
