import { plural } from "@/lib/counts";
import { SOURCE_LABELS } from "@/lib/labels";

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
    const explanation = `No ${SOURCE_LABELS[scope.preferred_source]} document answers this, so all documents were searched.`;
    notes.push({ label: "Other sources used", explanation, variant: "neutral" });
  }
  if (isDegraded) {
    const explanation = "A service was unavailable, so this answer may be incomplete.";
    notes.push({ label: "Reduced service", explanation, variant: "warning" });
  }
  if (isStopped) {
    notes.push({ label: "Stopped", explanation: "This answer was stopped before it was complete.", variant: "neutral" });
  }
  return notes.filter((note) => note !== null);
}

/** The part of an answer that says whether it answers the question. */
type Answered = Pick<AnswerDetails, "support" | "grounding" | "isAbstained" | "isStopped"> & { citations: readonly unknown[] };

/** Whether the question is answered. A quotation is always true to its page, which says nothing about the question. */
export function answerNote({ support, grounding, citations, isAbstained, isStopped }: Answered): Note | null {
  if (isAbstained) {
    return { label: "Not answered", explanation: "The documents do not answer this question.", variant: "warning" };
  }
  if (support === "near") {
    const explanation = "No document clearly answers this. These passages are the closest.";
    return { label: "Related passages only", explanation, variant: "warning" };
  }
  if (isStopped || citations.length === 0) {
    return null;
  }
  if (support === "partial") {
    const explanation = "A part of the question is not answered, or the list may not be complete.";
    return { label: "Answers part of the question", explanation, variant: "warning" };
  }
  // an answer with too many unsupported statements is not called one
  if (support === "full" && (grounding === null || grounding >= LEAST_GROUNDING)) {
    const variant = grounding === null ? "neutral" : "primary";
    return { label: "Answers the question", explanation: "The cited pages contain an answer to the whole question.", variant };
  }
  return null;
}

/** What the answer rests on. Related passages rest on their pages too, but a badge that says so would look like an answer. */
function sourceNote({ grounding, support, model, citations, isAbstained }: AnswerDetails): Note | null {
  if (isAbstained || support === "near" || grounding === null) {
    return null;
  }
  const percent = Math.round(grounding * 100);
  const pages = new Set(citations.map(({ document_id, page }) => `${document_id} ${page}`)).size;
  if (percent < 100) {
    const explanation = `The cited pages support ${percent}% of the statements in this answer.`;
    return { label: `${percent}% supported`, explanation, variant: grounding < LEAST_GROUNDING ? "warning" : "primary" };
  }
  if (pages === 0) {
    return null;
  }
  return model === QUOTING
    ? { label: `Quoted from ${plural(pages, "page")}`, explanation: "Every cited sentence is quoted from its page.", variant: "primary" }
    : { label: `Supported by ${plural(pages, "page")}`, explanation: "The cited pages support every statement.", variant: "primary" };
}
