"use client";

import { X } from "lucide-react";
import type { FieldsOut, WhatIfOut } from "sisuiq-client";

import { figure } from "@/charts/figure-number";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import type { AccidentForm } from "@/data/accident-form";
import { CHANGEABLE, type Change, choicesOf } from "@/data/change";
import { nameOf } from "@/data/fields";
import { hourLabel } from "@/data/hour-label";
import { SeverityBadge } from "@/data/severity-badge";
import * as m from "@/paraglide/messages";

interface Props {
  form: AccidentForm;
  fields: FieldsOut;
  change: Change | null;
  onChange: (change: Change | null) => void;
  /** The predictions before and after the change. */
  result: WhatIfOut | null;
}

/** The same accident with another value of one field. */
export function WhatIf({ form, fields, change, onChange, result }: Props) {
  const field = change?.field ?? "";
  const shown = (value: string) => (field === "accident_hour" ? hourLabel(Number(value)) : value);
  const choose = (key: string) => {
    const [first] = choicesOf(key, fields, form);
    onChange(first === undefined ? null : { field: key, to: first });
  };
  return (
    <Card>
      <CardHeader title={m.data_what_if()} description={m.data_what_if_hint()} />
      <CardContent>
        <div className="flex flex-wrap items-center gap-2">
          <Select
            aria-label={m.data_what_if_field()}
            value={field}
            choices={[
              { value: "", label: m.data_what_if_none() },
              ...CHANGEABLE.map((key) => ({ value: key, label: nameOf(key, fields) })),
            ]}
            onChange={choose}
          />
          {change && (
            <>
              <Select
                aria-label={m.data_what_if_value({ field: nameOf(field, fields) })}
                className="max-w-full min-w-0"
                value={change.to}
                choices={choicesOf(field, fields, form).map((value) => ({ value, label: shown(value) }))}
                onChange={(to) => onChange({ field, to })}
              />
              <Button variant="ghost" size="icon" aria-label={m.data_what_if_clear()} onClick={() => onChange(null)}>
                <X />
              </Button>
            </>
          )}
        </div>
        {change && result && (
          <div role="status" data-testid="what-if" className="mt-4">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-lg font-semibold tabular-nums">
              <span>{m.data_what_if_move({ before: figure(result.before.eclo), after: figure(result.after.eclo) })}</span>
              <span className="text-sm font-normal text-muted">
                {m.data_what_if_difference({ difference: signed(result.eclo_difference) })}
              </span>
              <SeverityBadge severity={result.after.severity} name={result.after.interpretation} />
            </p>
            {result.after.interval && (
              <p className="text-[0.8125rem] text-muted tabular-nums">
                {m.data_what_if_interval({ lower: figure(result.after.interval.lower), upper: figure(result.after.interval.upper) })}
              </p>
            )}
            <p className="mt-2 text-xs text-muted">{result.caution}</p>
          </div>
        )}
      </CardContent>
    </Card>
  );
}

/** A number with its sign. */
function signed(value: number): string {
  return value > 0 ? `+${figure(value)}` : figure(value).replace("-", "−");
}
