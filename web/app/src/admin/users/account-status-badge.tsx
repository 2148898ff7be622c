import type { AccountStatus } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { ACCOUNT_STATUS_LABELS } from "@/lib/labels";

const VARIANTS = { active: "neutral", invited: "warning", deactivated: "danger" } as const;

export function AccountStatusBadge({ status }: { status: AccountStatus }) {
  return <Badge variant={VARIANTS[status]}>{ACCOUNT_STATUS_LABELS[status]}</Badge>;
}
