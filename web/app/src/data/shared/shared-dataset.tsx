"use client";

import { useSearchParams } from "next/navigation";
import type { SharedOut } from "sisuiq-client";

import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import { shapeOf } from "@/data/datasets/labels";
import { bytes, dateTime } from "@/lib/format";
import { useTitle } from "@/lib/use-title";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { linkAddress, sharedAddress } from "./link";
import { LinkGone } from "./link-gone";
import { SharedContent } from "./shared-content";
import { SharedViews, VIEWS } from "./shared-views";
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
  const wanted = useSearchParams().get("view");
  const view = VIEWS.find((own) => own === wanted) ?? "card";
  const facts = [shapeOf(dataset), typeof dataset.size_bytes === "number" && bytes(dataset.size_bytes)];
  return (
    <>
      <PageHeader title={dataset.name} description={facts.filter(Boolean).join(" · ")} />
      <p className="-mt-3 mb-6 text-[0.8125rem] text-muted">{m.sharing_by_link({ date: dateTime(expires_at) })}</p>
      <SharedViews current={view} addressOf={(own) => sharedAddress(token, own === "card" ? null : own)} />
      <SharedContent view={view} token={token} dataset={dataset} onRetry={onRetry} />
    </>
  );
}
