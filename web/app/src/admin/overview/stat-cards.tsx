"use client";

import { useQuery } from "@tanstack/react-query";

import type { Stats } from "@/admin/rows";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { apiGet } from "@/lib/api";
import { whole } from "@/lib/format";
import { explain } from "@/lib/problems";

const CARDS: { name: keyof Stats; label: string }[] = [
  { name: "users", label: "Users" },
  { name: "sessions", label: "Sessions" },
  { name: "messages", label: "Messages" },
  { name: "documents", label: "Documents" },
  { name: "chunks", label: "Chunks" },
  { name: "analytics_snapshots", label: "Analytics" },
];

export function StatCards() {
  const { data, error, refetch } = useQuery({
    queryKey: ["/api/admin/stats"],
    queryFn: ({ signal }) => apiGet<Stats>("/api/admin/stats", { signal }),
    refetchInterval: 60_000,
  });
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6">
        {CARDS.map(({ name, label }) => (
          <div key={name} className="rounded-lg border bg-raised px-4 py-3.5" data-testid={`stat-${name}`}>
            <dt className="text-[0.8125rem] text-muted">{label}</dt>
            <dd className="mt-1 text-2xl leading-8 font-semibold tracking-tight tabular-nums">
              {data ? whole(data[name]) : error ? "–" : <Skeleton className="my-1.5 h-5 w-12" />}
            </dd>
          </div>
        ))}
      </dl>
      {error && !data && (
        <p role="alert" className="mt-3 flex items-center gap-3 text-muted">
          {explain(error)}
          <Button size="small" onClick={() => void refetch()}>
            Try again
          </Button>
        </p>
      )}
    </>
  );
}
