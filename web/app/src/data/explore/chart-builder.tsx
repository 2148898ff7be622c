"use client";

import { useSearchParams } from "next/navigation";

import { Card, CardContent } from "@/components/ui/card";
import type { Heading } from "@/data/datasets/dataset";
import * as m from "@/paraglide/messages";

import { changeChoice } from "./change-choice";
import { addressOf, type ChartChoice, changedChoice, chartQuery, type Lack, lackOf, readChoice, withOtherColumn } from "./chart-choice";
import { ChartFields } from "./chart-fields";
import { ChartView } from "./chart-view";
import { Conditions } from "./conditions";
import type { DatasetSource } from "./source";
import { useFilter } from "./use-filter";
import { useOtherColumns } from "./use-others";

interface Props {
  source: DatasetSource;
  columns: Heading[];
}

const LACKS: Record<NonNullable<Lack>, string> = {
  number: m.charts_needs_number(),
  two_numbers: m.charts_needs_two_numbers(),
  time: m.charts_needs_time(),
};

/** A chart of columns that are chosen. The address has the whole choice. */
export function ChartBuilder({ source, columns }: Props) {
  const filter = useFilter(columns);
  const read = readChoice(new URLSearchParams(useSearchParams()), columns);
  const others = useOtherColumns(source, read.other);
  const choice = read.other === "" ? read : withOtherColumn(read, others.data ?? []);
  const change = (changes: Partial<ChartChoice>) => {
    // the address is ahead of what is shown when fields change fast
    changeChoice(addressOf(changedChoice(new URLSearchParams(location.search), columns, changes)));
  };
  const lack = lackOf(choice.type, columns);
  const query = lack ? null : chartQuery(choice, filter.text);
  return (
    <>
      <Conditions columns={columns} conditions={filter.conditions} filter={filter.text} onChange={filter.set} />
      <div className="grid gap-6 lg:grid-cols-[17rem_minmax(0,1fr)]">
        <ChartFields source={source} columns={columns} otherColumns={others} choice={choice} onChange={change} />
        <Card className="min-w-0 self-start">
          <CardContent className="pt-5">
            {query && filter.isSendable ? (
              <ChartView source={source} type={choice.type} query={query} where={filter.where} />
            ) : (
              <p className="px-2 py-12 text-center text-muted">
                {lack ? LACKS[lack] : filter.isSendable ? m.charts_choose_other() : m.charts_filter_too_long()}
              </p>
            )}
          </CardContent>
        </Card>
      </div>
    </>
  );
}
