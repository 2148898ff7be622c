"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { type DriftOut, orThrow } from "sisuiq-client";

import { Card, CardContent } from "@/components/ui/card";
import { ErrorCard } from "@/components/ui/error-card";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { KIND_LABELS } from "@/data/datasets/labels";
import { DATASETS } from "@/data/datasets/use-datasets";
import { api } from "@/lib/api";
import { changeAddress, currentAddressWith } from "@/lib/change-address";
import { list, percent, whole } from "@/lib/format";
import { isId } from "@/lib/is-id";
import * as m from "@/paraglide/messages";

/** The most datasets that the API lists at once: the newest ones. */
const MOST = 100;

/** What is different in a dataset from an earlier one, which is in the address. */
export function Drift({ id }: { id: string }) {
  const wanted = useSearchParams().get("against") ?? "";
  const others = useQuery({
    queryKey: [DATASETS, "drift"],
    queryFn: async ({ signal }) => {
      const { datasets } = await orThrow(api.GET("/api/datasets", { params: { query: { limit: MOST } }, signal }));
      return datasets.filter(({ copy_ready }) => copy_ready);
    },
  });
  if (!others.data) {
    return others.error ? <ErrorCard error={others.error} onRetry={() => void others.refetch()} /> : <Skeleton className="h-9" />;
  }
  const choices = others.data.filter((own) => own.id !== id).map((own) => ({ value: own.id, label: own.name }));
  if (choices.length === 0) {
    return <p className="text-muted">{m.data_drift_alone()}</p>;
  }
  return (
    <>
      <Select
        aria-label={m.data_drift_against()}
        className="mb-4 max-w-full min-w-0"
        value={wanted}
        choices={[{ value: "", label: m.data_drift_choose() }, ...choices]}
        onChange={(against) => changeAddress(currentAddressWith({ against: against || null }), "replace")}
      />
      {isId(wanted) && <Differences id={id} against={wanted} />}
    </>
  );
}

function Differences({ id, against }: { id: string; against: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["dataset-drift", id, against],
    queryFn: ({ signal }) => orThrow(api.GET("/api/datasets/{id}/drift", { params: { path: { id }, query: { against } }, signal })),
  });
  if (!data) {
    return error ? <ErrorCard error={error} onRetry={() => void refetch()} /> : <Skeleton className="h-96" />;
  }
  const found = linesOf(data);
  const [before = 0, now = 0] = data.row_counts;
  return (
    <Card>
      <CardContent>
        <p className="mb-3 text-[0.8125rem] text-muted">{m.data_drift_rows({ before: whole(before), now: whole(now) })}</p>
        {found.length === 0 ? (
          <p>{m.data_drift_none()}</p>
        ) : (
          <ul className="flex list-disc flex-col gap-1.5 pl-4 wrap-anywhere">
            {found.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </CardContent>
    </Card>
  );
}

/** A sentence for each difference. */
function linesOf({ added, removed, renamed, types, categories }: DriftOut): string[] {
  return [
    ...added.map((column) => m.data_drift_added({ column })),
    ...removed.map((column) => m.data_drift_removed({ column })),
    ...renamed.map(({ from, to, content }) => m.data_drift_renamed({ from, to, share: percent(content) })),
    ...types.map(({ column, from, to }) => m.data_drift_type({ column, from: KIND_LABELS[from], to: KIND_LABELS[to] })),
    ...categories.flatMap((own) => [
      ...(own.added.length > 0
        ? [m.data_drift_new_values({ column: own.column, values: list(own.added), share: percent(own.added_percent / 100) })]
        : []),
      ...(own.removed.length > 0 ? [m.data_drift_lost_values({ column: own.column, values: list(own.removed) })] : []),
    ]),
  ];
}
