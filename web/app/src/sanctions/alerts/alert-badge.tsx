import type { AlertStatus } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";

import { STATUS_LABELS } from "./labels";

const VARIANTS: Record<AlertStatus, "neutral" | "primary" | "danger" | "warning"> = {
  open: "warning",
  awaiting_confirmation: "primary",
  match: "danger",
  not_match: "neutral",
};

/** The progress of an alert. */
export function AlertBadge({ status }: { status: AlertStatus }) {
  return <Badge variant={VARIANTS[status]}>{STATUS_LABELS[status]}</Badge>;
}
