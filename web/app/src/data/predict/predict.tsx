"use client";

import type { FieldsOut } from "sisuiq-client";

import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ErrorCard } from "@/components/ui/error-card";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { accidentOf } from "@/data/accident-form";
import { classes } from "@/lib/classes";
import { useDebouncedValue } from "@/lib/use-debounced-value";
import * as m from "@/paraglide/messages";

import { AccidentFields } from "./accident-fields";
import { Contributions } from "./contributions";
import { PredictedSeverity } from "./predicted-severity";
import { SavePrediction } from "./save-prediction";
import { useAccidentForm } from "./use-accident-form";
import { usePrediction } from "./use-prediction";
import { WeekGrid } from "./week-grid";
import { WhatIf } from "./what-if";

/** Milliseconds without a change until a prediction is requested. */
const PAUSE = 300;

export function Predict({ fields }: { fields: FieldsOut }) {
  const { form, set, change, setChange } = useAccidentForm(fields);
  const wanted = useDebouncedValue(JSON.stringify({ form, change }), PAUSE);
  const settled = JSON.parse(wanted) as { form: typeof form; change: typeof change };
  const accident = accidentOf(settled.form);
  const { data, error, isPlaceholderData, refetch } = usePrediction(accident, settled.change);
  return (
    <div className="flex flex-col gap-6">
      <Notice variant="warning">{fields.model.quality}</Notice>
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <Card>
          <CardHeader title={m.data_accident()} />
          <CardContent>
            <AccidentFields form={form} fields={fields} error={error} onChange={set} />
          </CardContent>
        </Card>
        <div className="flex min-w-0 flex-col gap-6">
          {accident === null && <Notice variant="warning">{m.data_date_missing()}</Notice>}
          {accident !== null && error ? (
            <ErrorCard error={error} onRetry={() => void refetch()} />
          ) : accident && data ? (
            <div className={classes("flex flex-col gap-6", isPlaceholderData && "opacity-70")} aria-busy={isPlaceholderData}>
              <PredictedSeverity prediction={data.before} model={fields.model}>
                <SavePrediction key={wanted} accident={accident} />
              </PredictedSeverity>
              <WhatIf form={form} fields={fields} change={change} onChange={setChange} result={settled.change ? data : null} />
              <Contributions prediction={data.before} />
            </div>
          ) : (
            accident && <Skeleton className="h-80" />
          )}
        </div>
      </div>
      {/* below a part of unknown height */}
      {accident && data && <WeekGrid accident={accident} />}
    </div>
  );
}
