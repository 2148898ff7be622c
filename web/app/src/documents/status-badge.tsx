import type { DocumentStatus } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { STATUS_LABELS } from "@/lib/labels";

const VARIANTS: Record<DocumentStatus, "neutral" | "primary" | "danger"> = {
  pending: "neutral",
  processing: "neutral",
  ready: "primary",
  failed: "danger",
};

interface Props {
  status: DocumentStatus;
  /** Percent, if known. */
  progress?: number;
}

export function StatusBadge({ status, progress }: Props) {
  const share = status === "processing" && progress !== undefined ? ` ${progress}%` : "";
  return (
    <Badge variant={VARIANTS[status]}>
      {STATUS_LABELS[status]}
      {share}
    </Badge>
  );
}
