import { Badge } from "@/components/ui/badge";
import { Tooltip } from "@/components/ui/tooltip";
import { SOURCE_LABELS } from "@/lib/labels";

import type { AnswerDetails } from "./answer";

/** What a reader has to know before relying on an answer. */
export function AnswerNotes({ details }: { details: AnswerDetails }) {
  const notes = notesOf(details);
  if (notes.length === 0) {
    return null;
  }
  return (
    <ul className="mt-3 flex flex-wrap gap-1.5" aria-label="About this answer">
      {notes.map(({ label, explanation, variant }) => (
        <li key={label}>
          <Tooltip text={explanation}>
            <Badge variant={variant} tabIndex={0}>
              {label}
            </Badge>
          </Tooltip>
        </li>
      ))}
    </ul>
  );
}

interface Note {
  label: string;
  explanation: string;
  variant: "neutral" | "primary" | "warning";
}

function notesOf({ grounding, support, scope, isAbstained, isDegraded, isStopped }: AnswerDetails): Note[] {
  const notes: Note[] = [];
  const preferred = scope?.preferred_source;
  if (isAbstained) {
    notes.push({ label: "Not in the documents", explanation: "The documents do not answer this question.", variant: "warning" });
  } else if (support === "near") {
    notes.push({
      label: "Nearest passages",
      explanation: "No document answers this in so many words; these come nearest.",
      variant: "warning",
    });
  }
  if (grounding !== null && !isAbstained) {
    const percent = Math.round(grounding * 100);
    const explanation = "How many of its statements say what the cited passages say.";
    notes.push({ label: `${percent}% grounded`, explanation, variant: percent < 80 ? "warning" : "primary" });
  }
  if (scope?.fell_back && preferred) {
    const name = SOURCE_LABELS[preferred];
    notes.push({
      label: "All publishers",
      explanation: `No document of ${name} answers this, so all documents were searched.`,
      variant: "neutral",
    });
  }
  if (isDegraded) {
    notes.push({
      label: "Reduced service",
      explanation: "A part of the service was away, and the answer was made without it.",
      variant: "warning",
    });
  }
  if (isStopped) {
    notes.push({ label: "Stopped", explanation: "The answer was stopped before its end.", variant: "neutral" });
  }
  return notes;
}
