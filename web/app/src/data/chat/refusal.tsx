import type { RefusalOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import * as m from "@/paraglide/messages";

import { questionWith } from "./question-with";
import { refusalLabel } from "./refusal-labels";

interface Props {
  refusal: RefusalOut;
  question: string;
  /** The names of the dataset's columns. Other candidates are named in the text only. */
  columns: string[];
  onAsk: ((question: string) => void) | undefined;
}

/** Why a question is not answered, and the columns to ask it with. The text says the same in a sentence. */
export function Refusal({ refusal, question, columns, onAsk }: Props) {
  const candidates = refusal.candidates.filter((candidate) => columns.includes(candidate));
  return (
    <div
      data-testid="refusal"
      className="mt-3 rounded-lg border border-warning-border bg-warning-tint px-4 py-3 text-[0.8125rem] text-warning"
    >
      <p className="font-medium">{refusalLabel(refusal)}</p>
      {onAsk && candidates.length > 0 && (
        <>
          <p className="mt-2">{m.datachat_refusal_choose()}</p>
          <ul className="mt-2 flex flex-wrap gap-2">
            {candidates.map((candidate) => (
              <li key={candidate} className="min-w-0">
                <Button size="small" className="max-w-full" onClick={() => onAsk(questionWith(question, refusal, candidate))}>
                  <span className="truncate">{candidate}</span>
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
