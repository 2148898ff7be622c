"use client";

import { lazy, Suspense } from "react";
import type { CitationOut } from "sisuiq-client";

export const loadMarkdown = () => import("./markdown");

const Markdown = lazy(loadMarkdown);

export interface AnswerTextProps {
  text: string;
  /** In the order of their numbers, from [1]; null while the answer is being written. */
  citations: CitationOut[] | null;
  cited: string | null;
  onCite: (citation: CitationOut) => void;
}

/** The text of an answer, shown as plain text until the Markdown renderer is loaded. */
export function AnswerText(props: AnswerTextProps) {
  return (
    <Suspense fallback={<div className="whitespace-pre-wrap wrap-anywhere">{props.text}</div>}>
      <Markdown {...props} />
    </Suspense>
  );
}
