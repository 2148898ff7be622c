import type { DatasetDetailsOut } from "sisuiq-client";

import * as m from "@/paraglide/messages";

import { loadAnswerParts } from "./answer-parts";
import { Questions } from "./questions";
import { suggestedQuestions } from "./suggested";

interface Props {
  /** Undefined for a conversation about no dataset. */
  dataset: DatasetDetailsOut | undefined;
  onAsk: (question: string) => void;
}

/** What can be asked, what cannot, and first questions. */
export function Welcome({ dataset, onAsk }: Props) {
  const questions = dataset ? suggestedQuestions(dataset) : [m.datachat_suggest_help(), m.datachat_suggest_prediction()];
  return (
    <div className="flex flex-1 flex-col justify-center pb-[6dvh]">
      <p className="text-2xl font-semibold tracking-tight">{dataset ? m.datachat_welcome() : m.datachat_welcome_without()}</p>
      <p className="mt-2 max-w-xl text-muted">{dataset ? m.datachat_welcome_hint() : m.datachat_welcome_without_hint()}</p>
      <Questions
        label={m.datachat_suggestions()}
        questions={questions}
        onAsk={onAsk}
        onIntent={() => void loadAnswerParts()}
        className="mt-5"
      />
      {dataset && (
        <div className="mt-6 max-w-xl text-[0.8125rem] text-muted">
          <h2 className="font-medium text-foreground">{m.datachat_limits()}</h2>
          <ul className="mt-1 flex list-disc flex-col gap-1 pl-4">
            <li>{m.datachat_limit_tools()}</li>
            <li>{m.datachat_limit_refusals()}</li>
            <li>{m.datachat_limit_follow_ups()}</li>
          </ul>
        </div>
      )}
    </div>
  );
}
