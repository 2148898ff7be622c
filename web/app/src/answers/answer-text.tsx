"use client";

import type { CitationOut } from "sisuiq-client";

import { deferred } from "@/components/ui/deferred";

import { PlainAnswer } from "./plain-answer";

export interface AnswerTextProps {
  text: string;
  /** In the order of their numbers, from [1]; null while the answer is being written. */
  citations: CitationOut[] | null;
  cited: string | null;
  onCite: (citation: CitationOut) => void;
}

/** The text of an answer, shown as plain text until the Markdown renderer is loaded. */
export const AnswerText = deferred<AnswerTextProps>(
  async () => (await import("./markdown")).default,
  ({ retry }, { text }) => <PlainAnswer text={text} retry={retry} />,
);
