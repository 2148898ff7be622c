"use client";

import { Plus, X } from "lucide-react";

import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Heading } from "@/data/datasets/dataset";
import { isNumeric } from "@/data/datasets/dataset";
import { type Condition, type Operator, operatorsFor } from "@/data/datasets/filter";
import { OPERATOR_LABELS } from "@/data/datasets/operator-labels";
import * as m from "@/paraglide/messages";

interface Props {
  columns: Heading[];
  conditions: Condition[];
  onChange: (conditions: Condition[]) => void;
}

/** Conditions that all have to hold. */
export function FilterBuilder({ columns, conditions, onChange }: Props) {
  const change = (at: number, changes: Partial<Condition>) =>
    onChange(conditions.map((own, index) => (index === at ? { ...own, ...changes } : own)));
  const add = () => onChange([...conditions, { column: columns[0]?.name ?? "", operator: "==", value: "" }]);
  return (
    <div role="search" className="mb-4 flex flex-col gap-2">
      {conditions.map((condition, at) => {
        const column = columns.find(({ name }) => name === condition.column);
        const operators = operatorsFor(column);
        const choose = (name: string) => {
          const possible = operatorsFor(columns.find((own) => own.name === name));
          change(at, { column: name, operator: possible.includes(condition.operator) ? condition.operator : "==" });
        };
        return (
          <fieldset key={at} className="flex flex-wrap items-center gap-2">
            <legend className="sr-only">{m.data_condition({ number: at + 1 })}</legend>
            <Select
              aria-label={m.data_column()}
              className="max-w-full min-w-0"
              value={condition.column}
              choices={columns.map(({ name }) => ({ value: name, label: name }))}
              onChange={choose}
            />
            <Select
              aria-label={m.data_operator()}
              value={condition.operator}
              choices={operators.map((operator) => ({ value: operator, label: OPERATOR_LABELS[operator] }))}
              onChange={(operator) => change(at, { operator: operator as Operator })}
            />
            {condition.operator !== "is_missing" && (
              <Value column={column} value={condition.value} onChange={(value) => change(at, { value })} />
            )}
            <Button
              variant="ghost"
              size="icon"
              aria-label={m.data_condition_remove({ number: at + 1 })}
              onClick={() => onChange(conditions.filter((_, index) => index !== at))}
            >
              <X />
            </Button>
          </fieldset>
        );
      })}
      <Button size="small" className="self-start" onClick={add}>
        <Plus aria-hidden />
        {m.data_condition_add()}
      </Button>
    </div>
  );
}

function Value({ column, value, onChange }: { column: Heading | undefined; value: string; onChange: (value: string) => void }) {
  if (column?.kind === "boolean") {
    const choices = [
      { value: "", label: "–" },
      { value: "true", label: m.data_true() },
      { value: "false", label: m.data_false() },
    ];
    return <Select aria-label={m.data_value()} value={value} choices={choices} onChange={onChange} />;
  }
  const type =
    column && isNumeric(column) ? "number" : column?.kind === "date" ? "date" : column?.kind === "timestamp" ? "datetime-local" : "text";
  return (
    <div className="w-52 min-w-0 max-sm:flex-1">
      <Input aria-label={m.data_value()} type={type} step="any" value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
