import type { Answer, AnswerSupport, CitationOut, Done, FeedbackOut, KnowledgeAnswer, ScopeOut, StoredAnswer } from "sisuiq-client";

import type { Figures } from "@/lib/figures";

/** The metadata of an answer. */
export interface AnswerDetails {
  citations: CitationOut[];
  sources: string[];
  support: AnswerSupport | null;
  scope: ScopeOut | null;
  figures: Figures | null;
  grounding: number | null;
  model: string | null;
  isAbstained: boolean;
  isDegraded: boolean;
  isStopped: boolean;
  feedback: FeedbackOut | null;
}

export function detailsOf(answer: Answer | Done | KnowledgeAnswer): AnswerDetails {
  return {
    ...commonDetails(answer),
    support: answer.support,
    scope: answer.scope,
    figures: (answer.analytics as Figures | null | undefined) ?? null,
    feedback: null,
  };
}

export function commonDetails(answer: Answer | Done | KnowledgeAnswer | StoredAnswer) {
  return {
    citations: answer.citations,
    sources: answer.sources,
    grounding: answer.grounding ?? null,
    model: answer.model ?? null,
    isAbstained: answer.abstained,
    isDegraded: answer.degraded,
    isStopped: answer.stopped,
  };
}
