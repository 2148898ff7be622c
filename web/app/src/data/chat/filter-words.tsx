import { cellText } from "@/data/dataset/cell-text";
import type { Value } from "@/data/datasets/dataset";
import { OPERATORS, type Operator } from "@/data/datasets/filter";
import { OPERATOR_LABELS } from "@/data/datasets/operator-labels";
import * as m from "@/paraglide/messages";

import type { Filter } from "./answer";

/** A condition on rows in words. */
export function FilterWords({ filter }: { filter: Filter | null | undefined }) {
  if (!filter) {
    return m.datachat_condition_none();
  }
  if ("column" in filter) {
    return conditionText(filter);
  }
  const [title, parts] =
    "all" in filter
      ? [m.datachat_condition_all(), filter.all]
      : "any" in filter
        ? [m.datachat_condition_any(), filter.any]
        : [m.datachat_condition_not(), [filter.not]];
  const [only] = parts;
  return parts.length === 1 && only && "all" in filter ? (
    <FilterWords filter={only} />
  ) : (
    <>
      {title}
      <ul className="list-disc pl-4">
        {parts.map((part, at) => (
          <li key={at}>
            <FilterWords filter={part} />
          </li>
        ))}
      </ul>
    </>
  );
}

function conditionText({ column, operator, value }: { column: string; operator: string; value?: unknown }): string {
  const known = OPERATORS.find((own) => own === operator);
  if (operator === "in" && Array.isArray(value)) {
    return m.datachat_condition_one_of({ column, values: value.map((own) => cellText(own as Value)).join(", ") });
  }
  const label = known ? OPERATOR_LABELS[known as Operator] : operator;
  return operator === "is_missing"
    ? m.datachat_condition_missing({ column, operator: label })
    : m.datachat_condition({ column, operator: label, value: cellText((value ?? null) as Value) });
}
