import { ArrowUpRight } from "lucide-react";

import { classes } from "@/lib/classes";

interface Props {
  label: string;
  questions: string[];
  onAsk: (question: string) => void;
  /** Called when a question may be asked soon. */
  onIntent?: () => void;
  className?: string;
}

/** Questions to ask by a click. */
export function Questions({ label, questions, onAsk, onIntent, className }: Props) {
  return (
    <ul aria-label={label} className={classes("flex flex-wrap gap-2", className)}>
      {questions.map((question) => (
        <li key={question} className="min-w-0">
          <button
            type="button"
            onClick={() => onAsk(question)}
            onPointerEnter={onIntent}
            onFocus={onIntent}
            className="inline-flex items-start gap-2 rounded-lg border px-3 py-1.5 text-left text-[0.8125rem] wrap-anywhere transition-colors hover:border-field hover:bg-surface"
          >
            {question}
            <ArrowUpRight aria-hidden className="mt-0.5 size-3.5 shrink-0 text-muted" />
          </button>
        </li>
      ))}
    </ul>
  );
}
