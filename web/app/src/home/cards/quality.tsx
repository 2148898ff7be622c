"use client";

import { useLatestRuns } from "@/admin/evaluation/use-runs";
import { dateTime, percent, whole } from "@/lib/format";
import * as m from "@/paraglide/messages";

import { CardFigure } from "../card-figure";
import { CardLine } from "../card-line";
import { CardList } from "../card-list";

/** The newest evaluation with its result. */
export default function QualityCard() {
  return (
    <CardList query={useLatestRuns(1)} lines={2} empty={m.home_quality_empty()}>
      {({ id, dataset_name, pass_rate, passed_cases, total_cases, started_at }) => (
        <li key={id}>
          <CardFigure value={percent(pass_rate)} hint={m.home_quality_passed({ passed: whole(passed_cases), cases: whole(total_cases) })} />
          <CardLine title={dataset_name} address={`/admin/evaluation/run/?id=${id}`} hint={dateTime(started_at)} />
        </li>
      )}
    </CardList>
  );
}
