import type { AnswerDetails } from "@/answers/answer";
import { notesOf } from "@/answers/notes";
import { Badge } from "@/components/ui/badge";
import { Tooltip } from "@/components/ui/tooltip";
import * as m from "@/paraglide/messages";

/** The badges under an answer: support, sources, conditions. */
export function AnswerNotes({ details }: { details: AnswerDetails }) {
  const notes = notesOf(details);
  if (notes.length === 0) {
    return null;
  }
  return (
    <ul className="mt-3 flex flex-wrap gap-1.5" aria-label={m.copilot_answer_about()}>
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
