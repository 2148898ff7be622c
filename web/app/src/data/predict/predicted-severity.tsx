import type { ReactNode } from "react";
import type { ModelOut, PredictedOut } from "sisuiq-client";

import { figure } from "@/charts/figure-number";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { SeverityBadge } from "@/data/severity-badge";
import { percent } from "@/lib/format";
import * as m from "@/paraglide/messages";

import { IntervalScale } from "./interval-scale";

interface Props {
  prediction: PredictedOut;
  model: ModelOut;
  children: ReactNode;
}

/** The predicted severity with its interval and remarks. */
export function PredictedSeverity({ prediction, model, children }: Props) {
  const { eclo, interval, severity, interpretation, detail, notes, model_version } = prediction;
  return (
    <Card aria-labelledby="predicted-severity">
      <CardHeader title={<span id="predicted-severity">{m.data_severity()}</span>} description={m.data_eclo_hint()} actions={children} />
      <CardContent>
        <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="text-3xl font-semibold tracking-tight tabular-nums" data-testid="eclo">
            {figure(eclo)}
          </span>
          <span className="text-muted">{m.data_eclo()}</span>
          <SeverityBadge severity={severity} name={interpretation} />
        </p>
        <p className="mt-1 text-muted">{detail}</p>
        {interval && (
          <>
            <p className="mt-4 text-[0.8125rem]">
              {m.data_interval({ level: percent(interval.level), lower: figure(interval.lower), upper: figure(interval.upper) })}
            </p>
            <IntervalScale eclo={eclo} interval={interval} classes={model.classes} />
          </>
        )}
        <ul className="mt-4 flex flex-col gap-1 text-xs text-muted">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
          <li>{m.data_model({ version: model_version, source: model.source, first: model.first_year, last: model.last_year })}</li>
        </ul>
      </CardContent>
    </Card>
  );
}
