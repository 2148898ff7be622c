"use client";

import { useSearchParams } from "next/navigation";
import type { DatasetDetailsOut } from "sisuiq-client";

import { StatusBadge } from "@/components/status-badge";
import { ErrorCard } from "@/components/ui/error-card";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { AskCard } from "@/data/chat/ask-card";
import { datasetAddress, headingsOf, isProcessing } from "@/data/datasets/dataset";
import { shapeOf } from "@/data/datasets/labels";
import { allRowsAddress } from "@/data/datasets/rows-address";
import { ChartBuilder, MapBuilder } from "@/data/explore/deferred";
import { ownSource } from "@/data/explore/own-source";
import { classes } from "@/lib/classes";
import { bytes, dateTime } from "@/lib/format";
import { isId } from "@/lib/is-id";
import { isNotFound } from "@/lib/not-found";
import { useTitle } from "@/lib/use-title";
import { BackLink } from "@/lists/back-link";
import * as m from "@/paraglide/messages";
import { type Account, may } from "@/session/account";
import { PageHeader } from "@/shell/page-header";

import { DataCard } from "./data-card";
import { DatasetActions } from "./dataset-actions";
import { Drift } from "./deferred-drift";
import { RowsOfFigure } from "./deferred-rows-of-figure";
import { Rows } from "./rows";
import { useDataset } from "./use-dataset";

const VIEWS = ["card", "rows", "charts", "map", "drift"] as const;
const TITLES = {
  card: m.data_view_card(),
  rows: m.data_view_rows(),
  charts: m.data_view_charts(),
  map: m.data_view_map(),
  drift: m.data_view_drift(),
};

/** A dataset: its card, its rows, charts, a map, and what is different from another one. */
export function DatasetView({ id, account }: { id: string; account: Account }) {
  const { data, error, refetch } = useDataset(id);
  return (
    <>
      <BackLink href="/data/" label={m.data_datasets_title()} />
      {!isId(id) || isNotFound(error) ? (
        <>
          <PageHeader title={m.data_dataset_missing()} />
          <p className="text-muted">{m.data_dataset_missing_hint()}</p>
        </>
      ) : data ? (
        <Loaded dataset={data} account={account} />
      ) : error ? (
        <ErrorCard error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton className="h-96" />
      )}
    </>
  );
}

function Loaded({ dataset, account }: { dataset: DatasetDetailsOut; account: Account }) {
  useTitle(dataset.name);
  const wanted = useSearchParams().get("view");
  const view = VIEWS.find((own) => own === wanted) ?? "card";
  const facts = [shapeOf(dataset), typeof dataset.size_bytes === "number" && bytes(dataset.size_bytes), dateTime(dataset.uploaded_at)];
  return (
    <>
      <PageHeader
        title={dataset.name}
        description={facts.filter(Boolean).join(" · ")}
        actions={<DatasetActions dataset={dataset} account={account} />}
      />
      {dataset.status !== "ready" && (
        <Notice variant={dataset.error ? "danger" : "success"} className="mb-6">
          <StatusBadge status={dataset.status} /> {dataset.error?.detail ?? m.data_dataset_processing()}
        </Notice>
      )}
      <nav aria-label={m.data_views()} className="mb-6 flex gap-4 border-b">
        {VIEWS.map((own) => (
          <Link
            key={own}
            href={own === "card" ? datasetAddress(dataset.id) : `${datasetAddress(dataset.id)}&view=${own}`}
            aria-current={own === view ? "page" : undefined}
            className={classes(
              "-mb-px border-b-2 py-2 text-[0.8125rem] font-medium hover:text-foreground",
              own === view ? "border-link text-foreground" : "border-transparent text-muted",
            )}
          >
            {TITLES[own]}
          </Link>
        ))}
      </nav>
      {view === "card" ? (
        <>
          {dataset.copy_ready && may(account, "questions.ask") && <AskCard dataset={dataset} />}
          <DataCard dataset={dataset} />
        </>
      ) : dataset.copy_ready ? (
        <View view={view} dataset={dataset} />
      ) : (
        <p className="text-muted">{waitingText(dataset)}</p>
      )}
    </>
  );
}

function waitingText(dataset: DatasetDetailsOut): string {
  return dataset.status === "failed"
    ? m.data_dataset_no_rows()
    : isProcessing(dataset)
      ? m.data_dataset_processing()
      : m.data_dataset_preparing();
}

function View({ view, dataset }: { view: Exclude<(typeof VIEWS)[number], "card">; dataset: DatasetDetailsOut }) {
  const of = useSearchParams().get("of");
  const columns = headingsOf(dataset);
  const address = `/api/datasets/${dataset.id}`;
  switch (view) {
    case "rows":
      return of === null ? (
        <Rows address={address} columns={columns} />
      ) : (
        <RowsOfFigure key={of} address={address} of={of} all={allRowsAddress(dataset.id)} />
      );
    case "charts":
      return <ChartBuilder source={ownSource(dataset.id)} columns={columns} />;
    case "map":
      return <MapBuilder source={ownSource(dataset.id)} columns={columns} />;
    case "drift":
      return <Drift id={dataset.id} />;
  }
}
