"use client";

import { createContext } from "react";

import type { AnswerTextProps } from "./answer-text";

/** The citations of an answer, for the marks in its text. */
export const CitationsContext = createContext<Omit<AnswerTextProps, "text">>({
  citations: null,
  cited: null,
  onCite: () => undefined,
});
