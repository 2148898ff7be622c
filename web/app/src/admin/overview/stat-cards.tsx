"use client";

import { useQuery } from "@tanstack/react-query";

import type { Stats } from "@/admin/rows";
import { StatCard } from "@/admin/stat-card";
import { Button } from "@/components/ui/button";
import { apiGet } from "@/lib/api";
import { whole } from "@/lib/format";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

const CARDS: { name: keyof Stats; label: string }[] = [
  { name: "users", label: m.admin_overview_users() },
  { name: "sessions", label: m.admin_overview_sessions() },
  { name: "messages", label: m.admin_overview_messages() },
  { name: "documents", label: m.admin_overview_documents() },
  { name: "chunks", label: m.admin_overview_chunks() },
  { name: "analytics_snapshots", label: m.admin_overview_analytics() },
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
          <StatCard key={name} label={label} value={data ? whole(data[name]) : error ? "–" : null} data-testid={`stat-${name}`} />
        ))}
      </dl>
      <p className="mt-2 text-xs text-muted">{m.admin_overview_counts_hint()}</p>
      {error && !data && (
        <p role="alert" className="mt-3 flex items-center gap-3 text-muted">
          {explain(error)}
          <Button size="small" onClick={() => void refetch()}>
            {m.common_try_again()}
          </Button>
        </p>
      )}
    </>
  );
}
