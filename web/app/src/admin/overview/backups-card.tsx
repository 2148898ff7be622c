"use client";

import { useQuery } from "@tanstack/react-query";
import { type BackupsOut, type DrillOut, orThrow } from "sisuiq-client";

import { Fact } from "@/components/fact";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { bytes, dateTime, sentence } from "@/lib/format";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { describeDrill, drillFacts, drillStatus } from "./describe-drill";

const FACTS = "grid grid-cols-2 gap-x-8 gap-y-3 text-[0.8125rem] tabular-nums lg:grid-cols-4";

/** The newest backup of the database, and the last drill of a restore. */
export function BackupsCard() {
  const { data, error, refetch } = useQuery({
    queryKey: ["/api/admin/backups"],
    queryFn: ({ signal }) => orThrow(api.GET("/api/admin/backups", { signal })),
    refetchInterval: 60_000,
  });
  return (
    <Card className="mt-6" aria-labelledby="backups">
      <CardHeader
        title={<span id="backups">{m.admin_overview_backups()}</span>}
        description={m.admin_overview_backups_description()}
        actions={
          data && (
            <Badge variant={data.is_overdue ? "danger" : "primary"}>
              {data.is_overdue ? m.admin_overview_backups_overdue() : m.admin_overview_backups_current()}
            </Badge>
          )
        }
      />
      <CardContent>
        {!data && !error && <Skeleton className="h-52 w-full" />}
        {error && !data && (
          <p role="alert" className="flex flex-wrap items-center gap-3 text-muted">
            {explain(error)}
            <Button size="small" onClick={() => void refetch()}>
              {m.common_try_again()}
            </Button>
          </p>
        )}
        {data && (
          <>
            <Backups backups={data} />
            <Drill drill={data.last_drill ?? null} />
          </>
        )}
      </CardContent>
    </Card>
  );
}

function Backups({ backups }: { backups: BackupsOut }) {
  const { last_complete_at, last_verified_at, stored_bytes, next_at, items } = backups;
  const [newest] = items;
  return (
    <>
      {newest?.status === "failed" && (
        <Notice variant="danger" className="mb-4">
          {m.admin_overview_backup_failed({ time: dateTime(newest.started_at) })} {newest.error && sentence(newest.error)}
        </Notice>
      )}
      <dl className={FACTS}>
        <Fact term={m.admin_overview_backup_newest()}>
          {last_complete_at ? dateTime(last_complete_at) : m.admin_overview_backup_none()}
        </Fact>
        <Fact term={m.admin_overview_backup_verified()}>
          {last_verified_at ? dateTime(last_verified_at) : m.admin_overview_backup_never()}
        </Fact>
        <Fact term={m.admin_overview_backup_size()}>{typeof stored_bytes === "number" ? bytes(stored_bytes) : "–"}</Fact>
        <Fact term={m.admin_overview_backup_next()}>{next_at ? dateTime(next_at) : m.admin_overview_backup_next_unknown()}</Fact>
      </dl>
    </>
  );
}

function Drill({ drill }: { drill: DrillOut | null }) {
  const status = drill && drillStatus(drill);
  const facts = drill ? drillFacts(drill) : [];
  return (
    <section aria-labelledby="restore-drill" className="mt-5 border-t pt-4" data-testid="restore-drill">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 id="restore-drill" className="font-medium">
            {m.admin_overview_drill()}
          </h3>
          <p className="mt-0.5 text-[0.8125rem] text-muted">{drill ? describeDrill(drill) : m.admin_overview_drill_never()}</p>
        </div>
        {status && <Badge variant={status.variant}>{status.label}</Badge>}
      </div>
      {drill?.error && (
        <Notice variant={drill.status === "failed" ? "danger" : "warning"} className="mt-3">
          {sentence(drill.error)}
        </Notice>
      )}
      {facts.length > 0 && (
        <dl className={`mt-3 ${FACTS}`}>
          {facts.map(({ term, value }) => (
            <Fact key={term} term={term}>
              {value}
            </Fact>
          ))}
        </dl>
      )}
    </section>
  );
}
