"use client";

import { useSearchParams } from "next/navigation";
import type { SharedDatasetOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { RowsOfFigure } from "@/data/dataset/deferred-rows-of-figure";
import { Rows } from "@/data/dataset/rows";
import { headingsOf } from "@/data/datasets/dataset";
import { ChartBuilder, MapBuilder } from "@/data/explore/deferred";
import * as m from "@/paraglide/messages";

import { AskView } from "./deferred-ask-view";
import { linkAddress, sharedAddress } from "./link";
import { SharedCard } from "./shared-card";
import { sharedSource } from "./shared-source";
import type { SharedView } from "./shared-views";

interface Props {
  view: SharedView;
  token: string;
  dataset: SharedDatasetOut;
  /** Opens the link again, which may have more to show then, or may have ended. */
  onRetry: () => void;
}

/** A view of a shared dataset. */
export function SharedContent({ view, token, dataset, onRetry }: Props) {
  const of = useSearchParams().get("of");
  if (view === "card") {
    return <SharedCard dataset={dataset} />;
  }
  if (!dataset.copy_ready) {
    return <Waiting hasFailed={dataset.status === "failed"} onRetry={onRetry} />;
  }
  const columns = headingsOf(dataset);
  switch (view) {
    case "rows":
      return of === null ? (
        <Rows address={linkAddress(token)} columns={columns} />
      ) : (
        <RowsOfFigure key={of} address={linkAddress(token)} of={of} all={sharedAddress(token, "rows")} />
      );
    case "charts":
      return <ChartBuilder source={sharedSource(token)} columns={columns} />;
    case "map":
      return <MapBuilder source={sharedSource(token)} columns={columns} />;
    case "ask":
      return <AskView token={token} dataset={dataset} onGone={onRetry} />;
  }
}

function Waiting({ hasFailed, onRetry }: { hasFailed: boolean; onRetry: () => void }) {
  return (
    <div className="flex flex-col items-start gap-3 text-muted">
      {hasFailed ? m.data_dataset_no_rows() : m.sharing_preparing()}
      {!hasFailed && (
        <Button size="small" onClick={onRetry}>
          {m.common_try_again()}
        </Button>
      )}
    </div>
  );
}
