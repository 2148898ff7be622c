import type { DocumentStatus } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { percent } from "@/lib/format";
import { NO_TEXT, STATUS_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";

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
  const label = STATUS_LABELS[status];
  const isKnown = status === "processing" && progress !== undefined;
  return (
    <Badge variant={VARIANTS[status]}>
      {isKnown ? m.documents_status_progress({ status: label, progress: percent(progress / 100) }) : label}
    </Badge>
  );
}
