"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { ExportButton } from "@/admin/audit/export-button";
import { ACTION_LABELS } from "@/admin/audit/names";
import { RefusedBadge } from "@/admin/audit/refused-badge";
import { api } from "@/lib/api";
import { dateTime } from "@/lib/format";
import * as m from "@/paraglide/messages";

import { CardLine } from "../card-line";
import { CardList } from "../card-list";

const LIMIT = 5;
const PATH = "/api/admin/audit";

/** The newest records of the audit log, and its export. */
export default function AuditCard() {
  const query = useQuery({
    queryKey: [PATH, "newest"],
    queryFn: async ({ signal }) => (await orThrow(api.GET(PATH, { params: { query: { limit: LIMIT } }, signal }))).data,
  });
  return (
    <div className="flex min-h-72 flex-col justify-between">
      <div>
        <CardList query={query} lines={LIMIT} empty={m.home_audit_empty()}>
          {(record) => (
            <li key={record.id}>
              <CardLine
                title={ACTION_LABELS[record.action]}
                hint={[record.actor_email ?? record.actor, dateTime(record.at)].filter(Boolean).join(" · ")}
                badge={<RefusedBadge record={record} />}
              />
            </li>
          )}
        </CardList>
      </div>
      <div>
        <ExportButton size="small" />
      </div>
    </div>
  );
}
