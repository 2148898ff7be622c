"use client";

import { createContext } from "react";

import type { AnswerTextProps } from "./answer-text";

/** What the marks in an answer's text stand for. */
export const CitationsContext = createContext<Omit<AnswerTextProps, "text">>({
  citations: null,
  cited: null,
  onCite: () => undefined,
});
