import type { ReactNode } from "react";

import { ButtonLink } from "@/components/ui/button-link";
import { whole } from "@/lib/counts";
import * as m from "@/paraglide/messages";

import type { ToolCall } from "./answer";
import type { AnswerSource } from "./answer-source";
import { argumentsOf, toolLabel } from "./call-labels";
import { FilterWords } from "./filter-words";

interface Props {
  call: ToolCall;
  source: AnswerSource;
  /** Further facts, as about one figure. */
  children?: ReactNode;
}

/** A calculation: what it computes, from which rows. */
export function CallFacts({ call, source, children }: Props) {
  const rows = call.rows_url ? source.rowsAddress(call.rows_url) : null;
  return (
    <>
      <dl className="grid gap-x-6 gap-y-1.5 text-[0.8125rem] sm:grid-cols-[max-content_1fr]">
        <Fact term={m.datachat_calculation()}>{toolLabel(call.name)}</Fact>
        {argumentsOf(call).map(([term, value]) => (
          <Fact key={term} term={term}>
            {value}
          </Fact>
        ))}
        <Fact term={m.datachat_rows_condition()}>
          <FilterWords filter={call.filter} />
        </Fact>
        <Fact term={m.datachat_rows_used()}>{whole(call.row_count)}</Fact>
        {children}
        {call.error && <Fact term={m.datachat_calculation_error()}>{call.error}</Fact>}
      </dl>
      {rows !== null ? (
        <ButtonLink href={rows} size="small" className="mt-3">
          {m.datachat_rows_show()}
        </ButtonLink>
      ) : (
        <p className="mt-2 text-xs text-muted">{m.datachat_rows_no_address()}</p>
      )}
    </>
  );
}

export function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted max-sm:mt-1">{term}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}
