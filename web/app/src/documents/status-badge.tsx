import type { DocumentStatus } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { NO_TEXT, STATUS_LABELS } from "@/lib/labels";

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
  /** True if no page has text that can be searched. */
  hasNoText?: boolean;
}

export function StatusBadge({ status, progress, hasNoText = false }: Props) {
  if (status === "ready" && hasNoText) {
    return <Badge variant="warning">{NO_TEXT}</Badge>;
  }
  const share = status === "processing" && progress !== undefined ? ` ${progress}%` : "";
  return (
    <Badge variant={VARIANTS[status]}>
      {STATUS_LABELS[status]}
      {share}
    </Badge>
  );
}
