import { ArrowUpRight } from "lucide-react";

import * as m from "@/paraglide/messages";

import { loadAnswerParts } from "./answer-parts";

const QUESTIONS = [m.lawchat_example_prohibited(), m.lawchat_example_freeze(), m.lawchat_example_report(), m.lawchat_example_exemption()];

/** What is shown before the first question. */
export function Welcome({ onAsk }: { onAsk: (question: string) => void }) {
  return (
    <div className="flex flex-1 flex-col justify-center pb-[8dvh]">
      <p className="text-2xl font-semibold tracking-tight">{m.lawchat_welcome()}</p>
      <p className="mt-2 max-w-lg text-muted">{m.lawchat_welcome_hint()}</p>
      <ul className="mt-6 grid gap-2 sm:grid-cols-2">
        {QUESTIONS.map((question) => (
          <li key={question} className="max-sm:nth-[n+3]:hidden">
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
