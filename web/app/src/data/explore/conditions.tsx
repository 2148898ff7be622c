"use client";

import { FilterBuilder } from "@/data/dataset/filter-builder";
import type { Heading } from "@/data/datasets/dataset";
import type { Condition } from "@/data/datasets/filter";
import * as m from "@/paraglide/messages";

import { isTooLong, MOST_FILTER_BYTES } from "./filter-limits";

interface Props {
  columns: Heading[];
  conditions: Condition[];
  filter: string | null;
  onChange: (conditions: Condition[]) => void;
}

/** The conditions on rows of a chart or map, and the limit of their length. */
export function Conditions({ columns, conditions, filter, onChange }: Props) {
  return (
    <section aria-label={m.charts_filter()}>
      <h2 className="mb-1.5 text-[0.8125rem] font-medium">{m.charts_filter()}</h2>
      <FilterBuilder columns={columns} conditions={conditions} onChange={onChange} />
      {conditions.length > 0 && (
        <p
          role={isTooLong(filter) ? "alert" : undefined}
          className={`-mt-2 mb-4 text-xs ${isTooLong(filter) ? "text-danger" : "text-muted"}`}
        >
          {m.charts_filter_limit({ most: MOST_FILTER_BYTES })}
        </p>
      )}
    </section>
  );
}
