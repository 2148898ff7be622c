import type { AuditRecordOut } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import * as m from "@/paraglide/messages";

import { CODE_MISSING } from "./names";

/** Marks records of what was refused. A login that only lacked its code is no sign of an attack. */
export function RefusedBadge({ record: { outcome, details } }: { record: AuditRecordOut }) {
  if (outcome !== "refused") {
    return null;
  }
  const { because } = details as Record<string, unknown>;
  return because === CODE_MISSING ? (
    <Badge>{m.admin_audit_outcome_code_missing()}</Badge>
  ) : (
    <Badge variant="danger">{m.admin_audit_outcome_refused()}</Badge>
  );
}
