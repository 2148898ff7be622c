"use client";

import { useSearchParams } from "next/navigation";

import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import { DataFrame } from "@/data/data-frame";
import { useFields } from "@/data/use-fields";
import { changeAddress, currentAddressWith } from "@/lib/change-address";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { BatchResults } from "./batch-results";
import { NewBatch } from "./new-batch";

/** Predictions for a table of accidents. The address names the batch whose results are shown. */
export function BatchPage() {
  return (
    <DataFrame>
      <PageHeader title={m.data_batch_title()} description={m.data_batch_description()} />
      <Batch />
    </DataFrame>
  );
}

const show = (id: string | null) => changeAddress(currentAddressWith({ batch: id }), "push");

function Batch() {
  const id = useSearchParams().get("batch");
  const { data: fields, error, refetch } = useFields();
  if (error && !fields) {
    return <ErrorCard error={error} onRetry={() => void refetch()} />;
  }
  if (!fields) {
    return <Skeleton className="h-80" />;
  }
  return id ? <BatchResults key={id} id={id} fields={fields} onNew={() => show(null)} /> : <NewBatch fields={fields} onStart={show} />;
}
