import { ArrowUpRight } from "lucide-react";

import { Skeleton } from "@/components/ui/skeleton";

import { loadAnswerParts } from "./answer-parts";

interface Props {
  /** Undefined while they are loading. */
  questions: string[] | undefined;
  onAsk: (question: string) => void;
}

/** A list of questions to select from. */
export function SuggestedQuestions({ questions, onAsk }: Props) {
  if (!questions) {
    return ["w-5/6", "w-2/3", "w-3/4"].map((width) => <Skeleton key={width} className={`my-3 h-3.5 ${width}`} />);
  }
  return (
    <ul className="-mx-2 flex flex-col gap-px">
      {questions.map((question) => (
        <li key={question}>
          <button
            type="button"
            onClick={() => onAsk(question)}
            onPointerEnter={() => void loadAnswerParts()}
            onFocus={() => void loadAnswerParts()}
            className="flex w-full items-start justify-between gap-2 rounded-md px-2 py-1.5 text-left text-[0.8125rem] hover:bg-surface"
          >
            <span className="min-w-0 wrap-anywhere">{question}</span>
            <ArrowUpRight aria-hidden className="mt-0.5 size-3.5 shrink-0 text-muted" />
          </button>
        </li>
      ))}
    </ul>
  );
}
