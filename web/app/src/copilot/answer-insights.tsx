"use client";

import type { CitationOut } from "sisuiq-client";
import { useAnswerDetails } from "@/answers/use-answer-details";
import type { Message } from "@/chat/messages";
import { hasOutageFigures } from "@/lib/figures";
import { GeneralFigures } from "./general-figures";
import { KeyMetrics } from "./key-metrics";
import { SourceList } from "./source-list";

export interface AnswerInsightsProps {
  answer: Message;
  onCite: (citation: CitationOut) => void;
}

/** The figures and sources of an answer. */
export function AnswerInsights({ answer, onCite }: AnswerInsightsProps) {
  const { details } = useAnswerDetails(answer, true);
  const figures = details?.figures ?? null;
  const sources = details?.sources ?? answer.sources;
  return (
    <>
      {figures && (hasOutageFigures(figures) ? <KeyMetrics figures={figures} /> : <GeneralFigures figures={figures} />)}
      {sources.length > 0 && <SourceList citations={details?.citations ?? []} sources={sources} onCite={onCite} />}
    </>
  );
}
