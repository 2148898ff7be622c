"use client";

import { useId } from "react";

import { Badge } from "@/components/ui/badge";
import * as m from "@/paraglide/messages";

import type { DatasetDetails } from "./answer";
import { AnswerChart } from "./answer-chart";
import type { AnswerSource } from "./answer-source";
import { AnswerText } from "./answer-text";
import { CallFacts, Fact } from "./call-facts";
import { Questions } from "./questions";
import { Refusal } from "./refusal";

/** No figures: the same list at each render. */
const NONE: never[] = [];

export interface DataAnswerProps {
  content: string;
  /** Null while the answer is being written. */
  details: DatasetDetails | null;
  /** The question that it answers. */
  question: string;
  source: AnswerSource;
  /** The names of the dataset's columns. */
  columns: string[];
  /** Asks a question that the answer offers; undefined while one is being answered. */
  onAsk: ((question: string) => void) | undefined;
}

/** An answer about a dataset: its text with the origin of each figure, its chart, and what may be asked next. */
export function DataAnswer({ content, details, question, source, columns, onAsk }: DataAnswerProps) {
  const computed = useId();
  const figures = details?.figures ?? NONE;
  const calls = details?.calls ?? NONE;
  const { chart, refusal, understood } = details ?? {};
  return (
    <>
      <AnswerText
        text={content}
        figures={figures}
        renderOrigin={({ text, call: place, value }) => {
          const call = calls[place];
          return call ? (
            <>
              <h2 className="mb-2 text-sm font-semibold">{m.datachat_origin({ figure: text })}</h2>
              <CallFacts call={call} source={source}>
                {exact(value, text) && <Fact term={m.datachat_exact_value()}>{String(value)}</Fact>}
              </CallFacts>
            </>
          ) : (
            m.datachat_origin_unknown()
          );
        }}
      />
      {refusal && <Refusal refusal={refusal} question={question} columns={columns} onAsk={onAsk} />}
      {chart && source.chartPath && <AnswerChart chart={chart} calls={calls} chartPath={source.chartPath} />}
      {details && (details.isStopped || details.isDegraded) && (
        <ul aria-label={m.datachat_about()} className="mt-3 flex flex-wrap gap-1.5">
          {details.isStopped && (
            <li>
              <Badge>{m.datachat_stopped()}</Badge>
            </li>
          )}
          {details.isDegraded && (
            <li>
              <Badge variant="warning">{m.datachat_degraded()}</Badge>
            </li>
          )}
        </ul>
      )}
      {understood && <p className="mt-3 text-[0.8125rem] wrap-anywhere text-muted">{m.datachat_understood({ text: understood })}</p>}
      {calls.length > 0 && (
        <details className="mt-2 text-[0.8125rem]">
          <summary id={computed} className="w-fit cursor-pointer rounded py-1 text-muted hover:text-foreground">
            {m.datachat_computed({ count: calls.length })}
          </summary>
          <ol aria-labelledby={computed} className="mt-2 flex flex-col gap-3">
            {calls.map((call, place) => (
              <li key={place} className="rounded-lg border bg-surface px-4 py-3">
                <CallFacts call={call} source={source} />
              </li>
            ))}
          </ol>
        </details>
      )}
      {onAsk && details && details.suggestions.length > 0 && (
        <Questions label={m.datachat_further()} questions={details.suggestions} onAsk={onAsk} className="mt-3" />
      )}
    </>
  );
}

/** Whether a figure of the text is rounded. */
function exact(value: unknown, text: string): boolean {
  return (typeof value === "number" || typeof value === "string") && String(value) !== text.replaceAll(/[,%]/g, "");
}
