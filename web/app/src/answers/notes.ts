import { percent } from "@/lib/format";
import { SOURCE_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";

import type { AnswerDetails } from "./answer";

/** A badge under an answer. */
export interface Note {
  label: string;
  explanation: string;
  variant: "neutral" | "primary" | "warning";
}

/** The `model` of answers that consist of quotations. */
const QUOTING = "extractive";

/** The share of supported statements from which an answer needs no warning. */
const LEAST_GROUNDING = 0.795;

/** The badges of an answer: whether it answers the question, what it rests on, and the conditions under which it was written. */
export function notesOf(details: AnswerDetails): Note[] {
  const { scope, isDegraded, isStopped } = details;
  const notes: (Note | null)[] = [answerNote(details), sourceNote(details)];
  if (scope?.fell_back && scope.preferred_source) {
    const explanation = m.copilot_note_other_sources_hint({ source: SOURCE_LABELS[scope.preferred_source] });
    notes.push({ label: m.copilot_note_other_sources(), explanation, variant: "neutral" });
  }
  if (isDegraded) {
    const explanation = m.copilot_note_reduced_hint();
    notes.push({ label: m.copilot_note_reduced(), explanation, variant: "warning" });
  }
  if (isStopped) {
    notes.push({ label: m.copilot_note_stopped(), explanation: m.copilot_note_stopped_hint(), variant: "neutral" });
  }
  return notes.filter((note) => note !== null);
}

/** The part of an answer that says whether it answers the question. */
type Answered = Pick<AnswerDetails, "support" | "grounding" | "isAbstained" | "isStopped"> & { citations: readonly unknown[] };

/** Whether the question is answered. A quotation is always true to its page, which says nothing about the question. */
export function answerNote({ support, grounding, citations, isAbstained, isStopped }: Answered): Note | null {
  if (isAbstained) {
    return { label: m.copilot_note_not_answered(), explanation: m.copilot_note_not_answered_hint(), variant: "warning" };
  }
  if (support === "near") {
    const explanation = m.copilot_note_related_hint();
    return { label: m.copilot_note_related(), explanation, variant: "warning" };
  }
  if (isStopped || citations.length === 0) {
    return null;
  }
  if (support === "partial") {
    const explanation = m.copilot_note_part_hint();
    return { label: m.copilot_note_part(), explanation, variant: "warning" };
  }
  // an answer with too many unsupported statements is not called one
  if (support === "full" && (grounding === null || grounding >= LEAST_GROUNDING)) {
    const variant = grounding === null ? "neutral" : "primary";
    return { label: m.copilot_note_answers(), explanation: m.copilot_note_answers_hint(), variant };
  }
  return null;
}

/** What the answer rests on. Related passages rest on their pages too, but a badge that says so would look like an answer. */
function sourceNote({ grounding, support, model, citations, isAbstained }: AnswerDetails): Note | null {
  if (isAbstained || support === "near" || grounding === null) {
    return null;
  }
  const share = Math.round(grounding * 100) / 100;
  const pages = new Set(citations.map(({ document_id, page }) => `${document_id} ${page}`)).size;
  if (share < 1) {
    const explanation = m.copilot_note_supported_share_hint({ percent: percent(share) });
    return {
      label: m.copilot_note_supported_share({ percent: percent(share) }),
      explanation,
      variant: grounding < LEAST_GROUNDING ? "warning" : "primary",
    };
  }
  if (pages === 0) {
    return null;
  }
  return model === QUOTING
    ? { label: m.copilot_note_quoted({ count: pages }), explanation: m.copilot_note_quoted_hint(), variant: "primary" }
    : { label: m.copilot_note_supported({ count: pages }), explanation: m.copilot_note_supported_hint(), variant: "primary" };
}
