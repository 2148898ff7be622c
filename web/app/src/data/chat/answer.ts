import type { AnswerFigureOut, DataMessageOut, DatasetAnswer, RefusalOut, ToolCallOut } from "sisuiq-client";

/** A condition on rows, as the API writes it. */
export type Filter = { column: string; operator: string; value?: unknown } | { all: Filter[] } | { any: Filter[] } | { not: Filter };

/** A call of a tool, whose members without a type in the description of the API have one here. */
export type ToolCall = Omit<ToolCallOut, "args" | "filter" | "result"> & {
  args: Record<string, unknown>;
  filter?: Filter | null;
  result?: Record<string, unknown> | null;
};

/** A chart that shows an answer. */
export interface AnswerChart {
  type: string;
  columns: string[];
  /** The unit of a chart over time. */
  unit?: string | null;
  filter?: Filter | null;
}

/** What is known of an answer about a dataset beside its text. */
export interface DatasetDetails {
  calls: ToolCall[];
  figures: AnswerFigureOut[];
  chart: AnswerChart | null;
  suggestions: string[];
  understood: string | null;
  refusal: RefusalOut | null;
  isAbstained: boolean;
  isStopped: boolean;
  isDegraded: boolean;
}

/** What answers and stored messages have in common. */
type Common = Pick<DataMessageOut, "tool_calls" | "figures" | "chart" | "suggestions" | "abstained"> &
  Partial<Pick<DatasetAnswer, "understood" | "refusal" | "stopped" | "degraded">>;

export function detailsOf(answer: Common): DatasetDetails {
  return {
    calls: answer.tool_calls as unknown as ToolCall[],
    figures: answer.figures,
    chart: (answer.chart as AnswerChart | null | undefined) ?? null,
    suggestions: answer.suggestions,
    understood: answer.understood ?? null,
    refusal: answer.refusal ?? null,
    isAbstained: answer.abstained,
    isStopped: answer.stopped ?? false,
    isDegraded: answer.degraded ?? false,
  };
}
