"use client";

import { lazy, Suspense } from "react";
import type { CitationOut } from "sisuiq-client";

export const loadMarkdown = () => import("./markdown");

const Markdown = lazy(loadMarkdown);

export interface AnswerTextProps {
  text: string;
  /** The first is cited as [1]; not known while the answer is being written. */
  citations: CitationOut[] | null;
  cited: CitationOut | null;
  onCite: (citation: CitationOut) => void;
}

/** The text of an answer, plain until what shows Markdown has been loaded. */
export function AnswerText(props: AnswerTextProps) {
  return (
    <Suspense fallback={<div className="whitespace-pre-wrap wrap-anywhere">{props.text}</div>}>
      <Markdown {...props} />
    </Suspense>
  );
}
