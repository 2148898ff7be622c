"use client";

import { ErrorCard } from "@/components/ui/error-card";
import { Skeleton } from "@/components/ui/skeleton";
import { DataFrame } from "@/data/data-frame";
import { useFields } from "@/data/use-fields";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { Predict } from "./predict";

/** The prediction of the severity of an accident while its circumstances are being chosen. */
export function PredictPage() {
  return (
    <DataFrame>
      <PageHeader title={m.data_predict_title()} description={m.data_predict_description()} />
      <Loaded />
    </DataFrame>
  );
}

function Loaded() {
  const { data: fields, error, refetch } = useFields();
  if (error && !fields) {
    return <ErrorCard error={error} onRetry={() => void refetch()} />;
  }
  return fields ? <Predict fields={fields} /> : <Skeleton className="h-96" />;
}
