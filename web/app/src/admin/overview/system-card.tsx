"use client";

import type { ServicesOut, Status } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { dateTime, milliseconds } from "@/lib/format";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { useSystemHealth } from "./use-system-health";

const SERVICES: { name: keyof ServicesOut; label: string }[] = [
  { name: "database", label: m.admin_overview_service_database() },
  { name: "qdrant", label: m.admin_overview_service_qdrant() },
  { name: "model", label: m.admin_overview_service_model() },
  { name: "storage", label: m.admin_overview_service_storage() },
  { name: "queue", label: m.admin_overview_service_queue() },
];

const STATUS: Record<Status, { label: string; variant: "primary" | "warning" | "danger" }> = {
  healthy: { label: m.admin_overview_status_healthy(), variant: "primary" },
  degraded: { label: m.admin_overview_status_degraded(), variant: "warning" },
  unhealthy: { label: m.admin_overview_status_unhealthy(), variant: "danger" },
};

export function SystemCard() {
  const { data, error } = useSystemHealth();
  return (
    <Card className="mt-6">
      <CardHeader
        title={m.admin_overview_system()}
        description={data ? m.admin_overview_system_checked({ time: dateTime(data.timestamp) }) : m.admin_overview_system_description()}
        actions={data && <StatusBadge status={data.status} />}
      />
      <CardContent>
        {error && !data && <p className="text-muted">{explain(error)}</p>}
        {!data && !error && <Skeleton className="h-32 w-full" />}
        {data && (
          <ul className="divide-y">
            {SERVICES.map(({ name, label }) => {
              const { status, message, latency_ms } = data.services[name];
              return (
                <li key={name} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
                  <span className="w-32 font-medium sm:w-36">{label}</span>
                  <span className="min-w-8 flex-1 text-muted">{message}</span>
                  <span className="text-muted tabular-nums">{milliseconds(latency_ms)}</span>
                  <StatusBadge status={status} />
                </li>
              );
            })}
          </ul>
        )}
      </CardContent>
    </Card>
  );
}

function StatusBadge({ status }: { status: Status }) {
  const { label, variant } = STATUS[status];
  return <Badge variant={variant}>{label}</Badge>;
}
