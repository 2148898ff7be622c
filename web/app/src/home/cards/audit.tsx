"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { ExportButton } from "@/admin/audit/export-button";
import { ACTION_LABELS } from "@/admin/audit/names";
import { Badge } from "@/components/ui/badge";
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
          {({ id, action, outcome, actor, actor_email, at }) => (
            <li key={id}>
              <CardLine
                title={ACTION_LABELS[action]}
                hint={[actor_email ?? actor, dateTime(at)].filter(Boolean).join(" · ")}
                badge={outcome === "refused" && <Badge variant="danger">{m.admin_audit_outcome_refused()}</Badge>}
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
