import type { RunStatus } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { RUN_LABELS } from "@/sanctions/labels";

const VARIANTS: Partial<Record<RunStatus, "primary" | "danger">> = { done: "primary", failed: "danger" };

export function RunBadge({ status }: { status: RunStatus }) {
  return <Badge variant={VARIANTS[status] ?? "neutral"}>{RUN_LABELS[status]}</Badge>;
}
