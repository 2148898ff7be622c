"use client";

import type { StoredPredictionOut } from "sisuiq-client";

import { figure } from "@/charts/figure-number";
import { ButtonLink } from "@/components/ui/button-link";
import { SeverityBadge } from "@/data/severity-badge";
import { dateTime } from "@/lib/format";
import { type Column, DataTable } from "@/lists/data-table";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import { useOpened } from "@/lists/use-opened";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { PredictionDetails } from "./deferred-prediction-details";

/** The caller's stored predictions, newest first. */
export function PredictionList() {
  const state = useListState();
  const { opened, open, close } = useOpened("prediction");
  const list = useList<StoredPredictionOut>({ path: "/api/predict/predictions", state, filters: {}, isSorted: false });
  const columns: Column<StoredPredictionOut>[] = [
    {
      title: m.data_predicted_at(),
      className: "whitespace-nowrap",
      cell: ({ prediction_id, timestamp }) => (
        <button
          type="button"
          className="font-medium text-link hover:underline"
          onPointerEnter={PredictionDetails.preload}
          onFocus={PredictionDetails.preload}
          onClick={() => open({ prediction: prediction_id })}
        >
          {dateTime(timestamp)}
        </button>
      ),
    },
    {
      title: m.data_district(),
      className: "min-w-40",
      cell: ({ accident }) => String((accident as Record<string, unknown>).district ?? "–"),
    },
    { title: m.data_eclo(), className: "text-right tabular-nums", cell: ({ eclo }) => figure(eclo) },
    {
      title: m.data_interval_column(),
      className: "text-right whitespace-nowrap tabular-nums",
      cell: ({ interval }) => (interval ? `${figure(interval.lower)}–${figure(interval.upper)}` : "–"),
    },
    {
      title: m.data_severity(),
      cell: ({ severity, interpretation }) => <SeverityBadge severity={severity} name={interpretation} />,
    },
    {
      title: m.data_model_column(),
      className: "whitespace-nowrap text-muted",
      cell: ({ model_version, demo }) => (demo ? m.data_model_demo({ version: model_version }) : model_version),
    },
  ];
  return (
    <>
      <PageHeader
        title={m.data_predictions_title()}
        description={m.data_predictions_description()}
        actions={<ButtonLink href="/data/predict/">{m.data_predict_new()}</ButtonLink>}
      />
      <DataTable
        label={m.data_predictions_title()}
        columns={columns}
        list={list}
        state={state}
        empty={m.data_predictions_none()}
        rowTestId="prediction-row"
      />
      {opened && (
        <PredictionDetails
          key={opened.prediction}
          id={opened.prediction}
          known={list.data?.data.find(({ prediction_id }) => prediction_id === opened.prediction)}
          onClose={close}
        />
      )}
    </>
  );
}
