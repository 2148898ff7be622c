"use client";

import { useSearchParams } from "next/navigation";
import type { SharedOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import { Rows } from "@/data/dataset/rows";
import { headingsOf } from "@/data/datasets/dataset";
import { shapeOf } from "@/data/datasets/labels";
import { bytes, dateTime } from "@/lib/format";
import { useTitle } from "@/lib/use-title";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { linkAddress, sharedAddress } from "./link";
import { LinkGone } from "./link-gone";
import { SharedCard } from "./shared-card";
import { SharedViews } from "./shared-views";
import { useIsGone } from "./use-is-gone";
import { useSharedDataset } from "./use-shared-dataset";

/** The dataset that a link opens. */
export function SharedDataset({ token }: { token: string }) {
  const { data, error, refetch } = useSharedDataset(token);
  const isGone = useIsGone(linkAddress(token));
  if (isGone) {
    return <LinkGone />;
  }
  return data ? (
    <Loaded token={token} shared={data} onRetry={() => void refetch()} />
  ) : error ? (
    <ErrorCard error={error} onRetry={() => void refetch()} />
  ) : (
    <Skeleton className="h-96" />
  );
}

interface Props {
  token: string;
  shared: SharedOut;
  onRetry: () => void;
}

function Loaded({ token, shared: { dataset, expires_at }, onRetry }: Props) {
  useTitle(dataset.name);
  const view = useSearchParams().get("view") === "rows" ? "rows" : "card";
  const facts = [shapeOf(dataset), typeof dataset.size_bytes === "number" && bytes(dataset.size_bytes)];
  return (
    <>
      <PageHeader title={dataset.name} description={facts.filter(Boolean).join(" · ")} />
      <p className="-mt-3 mb-6 text-[0.8125rem] text-muted">{m.sharing_by_link({ date: dateTime(expires_at) })}</p>
      <SharedViews current={view} addressOf={(own) => sharedAddress(token, own === "card" ? null : own)} />
      {view === "card" ? (
        <SharedCard dataset={dataset} />
      ) : dataset.copy_ready ? (
        <Rows address={linkAddress(token)} columns={headingsOf(dataset)} />
      ) : (
        <div className="flex flex-col items-start gap-3 text-muted">
          {dataset.status === "failed" ? m.data_dataset_no_rows() : m.sharing_preparing()}
          {dataset.status !== "failed" && (
            <Button size="small" onClick={onRetry}>
              {m.common_try_again()}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
