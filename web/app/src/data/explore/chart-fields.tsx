"use client";

import type { UseQueryResult } from "@tanstack/react-query";

import { Choice } from "@/components/choice";
import { ErrorCard } from "@/components/ui/error-card";
import { type Heading, isNumeric } from "@/data/datasets/dataset";
import * as m from "@/paraglide/messages";

import { CHART_TYPES, type ChartChoice, COUNTS, columnsFor, hasBins } from "./chart-choice";
import { choicesOf, otherChoices } from "./choices";
import { type TimeUnit, timeUnitsOf } from "./columns";
import type { ChartType, DatasetSource } from "./source";
import { useOthers } from "./use-others";

interface Props {
  source: DatasetSource;
  columns: Heading[];
  /** Those of the other dataset of a comparison. */
  otherColumns: UseQueryResult<Heading[]>;
  choice: ChartChoice;
  onChange: (changes: Partial<ChartChoice>) => void;
}

const TYPES: Record<ChartType, string> = {
  bar: m.charts_type_bar(),
  histogram: m.charts_type_histogram(),
  boxplot: m.charts_type_boxplot(),
  kde: m.charts_type_kde(),
  scatter: m.charts_type_scatter(),
  time: m.charts_type_time(),
  compare: m.charts_type_compare(),
};
const HINTS: Record<ChartType, string> = {
  bar: m.charts_hint_bar(),
  histogram: m.charts_hint_histogram(),
  boxplot: m.charts_hint_boxplot(),
  kde: m.charts_hint_kde(),
  scatter: m.charts_hint_scatter(),
  time: m.charts_hint_time(),
  compare: m.charts_hint_compare(),
};
export const UNITS: Record<TimeUnit, string> = {
  year: m.charts_unit_year(),
  month: m.charts_unit_month(),
  weekday: m.charts_unit_weekday(),
  hour: m.charts_unit_hour(),
};

/** What a chart shows: its type, its columns, and what is computed of them. */
export function ChartFields({ source, columns, otherColumns, choice, onChange }: Props) {
  const { type, column, x, y, value, unit, bars, bins } = choice;
  const types = CHART_TYPES.filter((own) => own !== "compare" || source.others);
  const possible = choicesOf(columnsFor(type, columns).map(({ name }) => name));
  const heading = columns.find(({ name }) => name === column);
  return (
    <div className="flex flex-col gap-4">
      <Choice
        label={m.charts_type()}
        value={type}
        choices={types.map((own) => ({ value: own, label: TYPES[own] }))}
        onChange={(next) => onChange({ type: next as ChartType })}
        hint={HINTS[type]}
      />
      {possible.length > 0 &&
        (type === "scatter" ? (
          <>
            <Choice label={m.charts_x()} value={x} choices={possible} onChange={(next) => onChange({ x: next })} />
            <Choice label={m.charts_y()} value={y} choices={possible} onChange={(next) => onChange({ y: next })} />
          </>
        ) : (
          <Choice label={m.charts_column()} value={column} choices={possible} onChange={(next) => onChange({ column: next })} />
        ))}
      {type === "time" && heading && (
        <>
          <Choice
            label={m.charts_unit()}
            value={unit}
            choices={timeUnitsOf(heading).map((own) => ({ value: own, label: UNITS[own] }))}
            onChange={(next) => onChange({ unit: next as TimeUnit })}
          />
          <Choice
            label={m.charts_value()}
            value={value}
            choices={[
              { value: "", label: m.charts_value_none() },
              ...columns.filter(isNumeric).map(({ name }) => ({ value: name, label: m.charts_value_mean({ column: name }) })),
            ]}
            onChange={(next) => onChange({ value: next })}
          />
        </>
      )}
      {type === "compare" && source.others && <Other source={source} columns={otherColumns} choice={choice} onChange={onChange} />}
      {type === "bar" && (
        <Choice label={m.charts_bars()} value={bars} choices={choicesOf(COUNTS)} onChange={(next) => onChange({ bars: next })} />
      )}
      {hasBins(type) && (
        <Choice
          label={m.charts_bins()}
          value={bins}
          choices={choicesOf(COUNTS, m.charts_bins_auto())}
          onChange={(next) => onChange({ bins: next })}
        />
      )}
    </div>
  );
}

interface OtherProps {
  source: DatasetSource;
  columns: UseQueryResult<Heading[]>;
  choice: ChartChoice;
  onChange: (changes: Partial<ChartChoice>) => void;
}

/** The other dataset of a comparison and its column. */
function Other({ source, columns, choice: { other, otherColumn }, onChange }: OtherProps) {
  const all = useOthers(source);
  const failed = [all, columns].find(({ error }) => error);
  if (failed) {
    return <ErrorCard error={failed.error} onRetry={() => void failed.refetch()} />;
  }
  if (all.data?.length === 0) {
    return <p className="text-[0.8125rem] text-muted">{m.charts_other_none()}</p>;
  }
  const names = columns.data?.filter(isNumeric).map(({ name }) => name);
  return (
    <>
      <Choice
        label={m.charts_other()}
        value={other}
        choices={otherChoices(all.data)}
        onChange={(id) => onChange({ other: id, otherColumn: "" })}
      />
      {names?.length === 0 && <p className="text-[0.8125rem] text-muted">{m.charts_other_no_numbers()}</p>}
      {names && names.length > 0 && (
        <Choice
          label={m.charts_other_column()}
          value={otherColumn}
          choices={choicesOf(names)}
          onChange={(next) => onChange({ otherColumn: next })}
        />
      )}
    </>
  );
}
