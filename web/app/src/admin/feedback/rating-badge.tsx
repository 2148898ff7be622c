import { ThumbsDown, ThumbsUp, TriangleAlert } from "lucide-react";
import type { FeedbackKind } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { RATING_LABELS } from "@/lib/labels";

const LOOKS = {
  helpful: { variant: "primary", Icon: ThumbsUp },
  not_helpful: { variant: "warning", Icon: ThumbsDown },
  inaccurate: { variant: "danger", Icon: TriangleAlert },
} as const;

export function RatingBadge({ kind }: { kind: FeedbackKind }) {
  const { variant, Icon } = LOOKS[kind];
  return (
    <Badge variant={variant}>
      <Icon aria-hidden />
      {RATING_LABELS[kind]}
    </Badge>
  );
}
