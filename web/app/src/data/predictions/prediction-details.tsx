"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow, type StoredPredictionOut } from "sisuiq-client";

import { figure } from "@/charts/figure-number";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import { ScrollArea } from "@/components/ui/scroll-area";
import { Sheet } from "@/components/ui/sheet";
import { addressOfAccident } from "@/data/accident-form";
import { nameOf } from "@/data/fields";
import { SeverityBadge } from "@/data/severity-badge";
import { useFields } from "@/data/use-fields";
import { api } from "@/lib/api";
import { dateTime, percent } from "@/lib/format";
import { isId } from "@/lib/is-id";
import { isNotFound } from "@/lib/not-found";
import { DetailsState } from "@/lists/details-state";
import * as m from "@/paraglide/messages";

export interface PredictionDetailsProps {
  id: string;
  /** What the list knows of the prediction, shown until it is loaded. */
  known: StoredPredictionOut | undefined;
  onClose: () => void;
}

/** A stored prediction with its accident. */
export function PredictionDetails({ id, known, onClose }: PredictionDetailsProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ["stored-prediction", id],
    queryFn: ({ signal }) => orThrow(api.GET("/api/predict/predictions/{id}", { params: { path: { id } }, signal })),
    enabled: isId(id),
    ...(known ? { initialData: known } : {}),
    // a stored prediction does not change
    staleTime: Infinity,
  });
  const isMissing = !isId(id) || isNotFound(error);
  return (
    <Sheet
      onClose={onClose}
      side="right"
      title={m.data_prediction()}
      closeLabel={m.data_prediction_close()}
      className="w-[min(28rem,100vw)]"
    >
      <header className="border-b px-6 py-3 pr-14">
        <h2 className="text-sm font-semibold">{m.data_prediction()}</h2>
        {data && <p className="text-xs text-muted">{dateTime(data.timestamp)}</p>}
      </header>
      {data ? (
        <ScrollArea className="flex-1 px-6 py-5">
          <Details prediction={data} />
        </ScrollArea>
      ) : (
        <DetailsState isMissing={isMissing} missing={m.data_prediction_missing()} error={error} onRetry={() => void refetch()} />
      )}
    </Sheet>
  );
}

function Details({ prediction }: { prediction: StoredPredictionOut }) {
  const { data: fields } = useFields();
  const { eclo, interval, severity, interpretation, detail, model_version, demo } = prediction;
  const accident = prediction.accident as Record<string, unknown>;
  return (
    <>
      {demo && (
        <Notice variant="warning" className="mb-4">
          {m.data_demo()}
        </Notice>
      )}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-2xl font-semibold tabular-nums">{figure(eclo)}</span>
        <span className="text-muted">{m.data_eclo()}</span>
        <SeverityBadge severity={severity} name={interpretation} />
      </p>
      <p className="mt-1 text-muted">{detail}</p>
      {interval && (
        <p className="mt-2 text-[0.8125rem]">
          {m.data_interval({ level: percent(interval.level), lower: figure(interval.lower), upper: figure(interval.upper) })}
        </p>
      )}
      <dl className="mt-5 divide-y rounded-md border text-[0.8125rem]">
        {Object.entries(accident).map(([key, value]) => (
          <div key={key} className="flex justify-between gap-4 px-3 py-1.5">
            <dt className="text-muted">{fields ? nameOf(key, fields) : key}</dt>
            <dd className="text-right">{String(value)}</dd>
          </div>
        ))}
        <div className="flex justify-between gap-4 px-3 py-1.5">
          <dt className="text-muted">{m.data_model_column()}</dt>
          <dd>{model_version}</dd>
        </div>
      </dl>
      <ButtonLink href={addressOfAccident(accident)} className="mt-5">
        {m.data_prediction_reuse()}
      </ButtonLink>
    </>
  );
}
