"use client";

import { use } from "react";

import { CitationChip } from "./citation-chip";
import { CitationsContext } from "./citations-context";

/** A `[1]` in a text: a button once its citation is known, plain text before. */
export function CitationMark({ number }: { number: number }) {
  const { citations, cited, onCite } = use(CitationsContext);
  const citation = citations?.[number - 1];
  return citation ? (
    <CitationChip number={number} citation={citation} isOpen={citation.id === cited} onOpen={onCite} />
  ) : (
    <span className="text-muted">[{number}]</span>
  );
}
