"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { type FieldsOut, orThrow, type ResultsOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ErrorCard } from "@/components/ui/error-card";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { isId } from "@/lib/is-id";
import { isNotFound } from "@/lib/not-found";
import { explain } from "@/lib/problems";
import { saveFile } from "@/lib/save-file";
import * as m from "@/paraglide/messages";
import { Progress } from "@/uploads/progress";

import { ItemsTable } from "./items-table";

const POLL_INTERVAL = 1_000;

const isRunning = (results: ResultsOut | undefined) => results?.status === "pending" || results?.status === "processing";

interface Props {
  id: string;
  fields: FieldsOut;
  onNew: () => void;
}

/** The state of a batch and the results so far. */
export function BatchResults({ id, fields, onNew }: Props) {
  const { data, error, refetch } = useQuery({
    queryKey: ["prediction-batch", id],
    queryFn: ({ signal }) =>
      orThrow(api.GET("/api/predict/batch/{batch_id}/results", { params: { path: { batch_id: id } }, signal })) as Promise<ResultsOut>,
    enabled: isId(id),
    refetchInterval: ({ state }) => (isRunning(state.data) ? POLL_INTERVAL : false),
  });
  if (!isId(id) || isNotFound(error)) {
    return (
      <Card className="flex flex-col items-center gap-3 px-6 py-12 text-center" role="alert">
        <p className="text-muted">{m.data_batch_gone()}</p>
        <Button size="small" onClick={onNew}>
          {m.data_batch_new()}
        </Button>
      </Card>
    );
  }
  if (!data) {
    return error ? <ErrorCard error={error} onRetry={() => void refetch()} /> : <Skeleton className="h-80" />;
  }
  return (
    <div className="flex flex-col gap-4">
      {data.quality && <Notice variant="warning">{data.quality}</Notice>}
      <Summary results={data} onNew={onNew} />
      {error && <Notice variant="danger">{explain(error)}</Notice>}
      <ItemsTable items={data.results} fields={fields} />
    </div>
  );
}

function Summary({ results, onNew }: { results: ResultsOut; onNew: () => void }) {
  const { progress, total, status, message, error, batch_id } = results;
  const failed = results.results.filter((item) => typeof item.error === "string").length;
  const download = useMutation({
    mutationFn: async () => {
      const params = { path: { batch_id }, query: { format: "csv" as const } };
      const table = await orThrow(api.GET("/api/predict/batch/{batch_id}/results", { params, parseAs: "blob" }));
      // spreadsheets recognise UTF-8 by its mark
      saveFile(new Blob(["\uFEFF", table as Blob], { type: "text/csv" }), `predictions-${batch_id}.csv`);
    },
  });
  return (
    <Card className="px-5 py-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div role="status" className="min-w-0">
          <p className="font-medium tabular-nums">{m.data_batch_progress({ done: progress, count: total })}</p>
          <p className="text-[0.8125rem] text-muted">
            {message}
            {failed > 0 && ` ${m.data_batch_failed({ count: failed })}`}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {status === "success" && (
            <Button size="small" aria-disabled={download.isPending} onClick={() => !download.isPending && download.mutate()}>
              <Download aria-hidden />
              {m.data_batch_download()}
            </Button>
          )}
          <Button size="small" onClick={onNew}>
            {m.data_batch_new()}
          </Button>
        </div>
      </div>
      {isRunning(results) && (
        <div className="mt-3">
          <Progress label={m.data_batch_running()} percent={Math.round((progress / Math.max(total, 1)) * 100)} />
        </div>
      )}
      {error && (
        <Notice variant="danger" className="mt-3">
          {error}
        </Notice>
      )}
      {download.error && (
        <Notice variant="danger" className="mt-3">
          {explain(download.error)}
        </Notice>
      )}
      <p className="mt-3 text-xs text-muted">{m.data_batch_lifetime()}</p>
    </Card>
  );
}
