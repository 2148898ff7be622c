"use client";

import { use } from "react";

import { CitationChip } from "./citation-chip";
import { CitationsContext } from "./citations-context";

/** A `[1]` of a text: a button once it is known what is cited, and text as long as it is not. */
export function CitationMark({ number }: { number: number }) {
  const { citations, cited, onCite } = use(CitationsContext);
  const citation = citations?.[number - 1];
  return citation ? (
    <CitationChip number={number} citation={citation} isOpen={citation.id === cited?.id} onOpen={onCite} />
  ) : (
    <span className="text-muted">[{number}]</span>
  );
}
