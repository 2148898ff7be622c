import { ArrowUpRight } from "lucide-react";

import * as m from "@/paraglide/messages";

import { loadAnswerParts } from "./answer-parts";
import type { Mode } from "./modes";

interface Props {
  mode: Mode;
  onAsk: (question: string) => void;
}

export function Welcome({ mode, onAsk }: Props) {
  return (
    <div className="flex flex-1 flex-col justify-center pb-[8dvh]">
      <p className="text-2xl font-semibold tracking-tight">{m.copilot_welcome()}</p>
      <p className="mt-2 max-w-lg text-muted">{mode.welcome}</p>
      <ul className="mt-6 grid gap-2 sm:grid-cols-2">
        {mode.questions.map((question) => (
          <li key={question}>
            <button
              type="button"
              onClick={() => onAsk(question)}
              onPointerEnter={() => void loadAnswerParts()}
              onFocus={() => void loadAnswerParts()}
              className="flex size-full items-start justify-between gap-3 rounded-lg border border-border px-4 py-3 text-left transition-colors hover:border-field hover:bg-surface"
            >
              {question}
              <ArrowUpRight aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
