"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { orThrow, type ScreeningBatchOut } from "sisuiq-client";

import { Fact } from "@/components/fact";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ErrorCard } from "@/components/ui/error-card";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { whole } from "@/lib/counts";
import { dateTime } from "@/lib/format";
import { isId } from "@/lib/is-id";
import { isNotFound } from "@/lib/not-found";
import { explain } from "@/lib/problems";
import { saveFile } from "@/lib/save-file";
import * as m from "@/paraglide/messages";
import { Progress } from "@/uploads/progress";

import { isUnfinished } from "./batch-labels";
import { loadResults, type Only } from "./requests";

interface Props {
  id: string;
  /** The label of the button that leaves the batch. */
  leave: string;
  onLeave: () => void;
}

/** The progress of a batch of screenings, fetched again until it ends, and its results. */
export function BatchView({ id, leave, onLeave }: Props) {
  const { data, error, refetch } = useQuery({
    queryKey: ["screening-batch", id],
    queryFn: ({ signal }) => orThrow(api.GET("/api/v1/knowledge/screen/batch/{id}", { params: { path: { id } }, signal })),
    enabled: isId(id),
    refetchInterval: ({ state }) => (state.data && isUnfinished(state.data) ? 3_000 : false),
  });
  if (!isId(id) || isNotFound(error)) {
    return (
      <Card className="flex flex-col items-center gap-3 px-6 py-12 text-center" role="alert">
        <p className="text-muted">{m.screening_batch_missing()}</p>
        <Button size="small" onClick={onLeave}>
          {leave}
        </Button>
      </Card>
    );
  }
  if (!data) {
    return error ? <ErrorCard error={error} onRetry={() => void refetch()} /> : <Skeleton className="h-80" />;
  }
  return (
    <>
      {error && (
        <Notice variant="danger" className="mb-4">
          {explain(error)}
        </Notice>
      )}
      <Loaded batch={data} leave={leave} onLeave={onLeave} />
    </>
  );
}

function Loaded({ batch, leave, onLeave }: { batch: ScreeningBatchOut } & Omit<Props, "id">) {
  const { rows, error, left_out, lists, ignored_columns, row_errors } = batch;
  const compared = rows.screened + rows.invalid + rows.erased;
  return (
    <Card>
      <CardHeader
        title={batch.file_name}
        description={m.screening_batch_kept({ time: dateTime(batch.expires_at) })}
        actions={
          <Button size="small" onClick={onLeave}>
            {leave}
          </Button>
        }
      />
      <CardContent className="flex flex-col gap-4">
        <p role="status" className="font-medium">
          {describeStatus(batch)}
        </p>
        {isUnfinished(batch) && <p className="text-[0.8125rem] text-muted">{m.screening_batch_leave()}</p>}
        {batch.status === "processing" && (
          <Progress label={m.screening_batch_processing()} percent={Math.round((compared / Math.max(rows.total, 1)) * 100)} />
        )}
        {error && <Notice variant="danger">{error.text}</Notice>}
        {left_out.length > 0 && <Notice variant="warning">{m.screening_left_out({ count: left_out.length })}</Notice>}
        {ignored_columns.length > 0 && (
          <Notice variant="warning">{m.screening_batch_ignored({ names: ignored_columns.join(", ") })}</Notice>
        )}
        <dl className="grid grid-cols-2 gap-x-8 gap-y-3 text-[0.8125rem] tabular-nums sm:grid-cols-3">
          <Fact term={m.screening_batch_rows()}>{whole(rows.total)}</Fact>
          <Fact term={m.screening_batch_screened()}>{whole(rows.screened)}</Fact>
          <Fact term={m.screening_batch_with_hits()}>{whole(rows.with_hits)}</Fact>
          <Fact term={m.screening_batch_invalid()}>{whole(rows.invalid)}</Fact>
          <Fact term={m.screening_batch_alerts()}>{whole(batch.alerts_opened)}</Fact>
          <Fact term={m.screening_lists()}>{lists.map(({ name }) => name).join(", ") || "–"}</Fact>
        </dl>
        {row_errors.length > 0 && (
          <section aria-labelledby="batch-row-errors">
            <h2 id="batch-row-errors" className="mb-2 font-medium">
              {m.screening_batch_row_errors()}
            </h2>
            <ul className="text-[0.8125rem] wrap-anywhere">
              {row_errors.map(({ row, errors }) => (
                <li key={row}>
                  {m.screening_batch_row_error({
                    row: whole(row),
                    reason: errors.map(({ field, message }) => `${field} ${message}`).join("; "),
                  })}
                </li>
              ))}
            </ul>
          </section>
        )}
        {batch.status === "done" && <Results id={batch.id} />}
      </CardContent>
    </Card>
  );
}

function Results({ id }: { id: string }) {
  const { mutate, error, isPending } = useMutation({
    mutationFn: async (only: Only) => {
      // spreadsheets recognise UTF-8 by its mark
      const table = new Blob(["\uFEFF", ...(await loadResults(id, only))], { type: "text/csv" });
      saveFile(table, `screening-${only ?? "all"}-${id}.csv`);
    },
  });
  const save = (only: Only) => !isPending && mutate(only);
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button size="small" variant="primary" aria-disabled={isPending} onClick={() => save(undefined)}>
          <Download aria-hidden />
          {m.screening_batch_download()}
        </Button>
        <Button size="small" aria-disabled={isPending} onClick={() => save("hits")}>
          {m.screening_batch_download_hits()}
        </Button>
        <Button size="small" aria-disabled={isPending} onClick={() => save("invalid")}>
          {m.screening_batch_download_invalid()}
        </Button>
      </div>
      {error && <Notice variant="danger">{explain(error)}</Notice>}
    </>
  );
}

function describeStatus({ status }: ScreeningBatchOut): string {
  switch (status) {
    case "uploading":
      return m.screening_batch_uploading();
    case "processing":
      return m.screening_batch_processing();
    case "done":
      return m.screening_batch_done();
    case "failed":
      return m.screening_batch_failed();
  }
}
