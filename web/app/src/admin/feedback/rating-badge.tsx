import { ThumbsDown, ThumbsUp } from "lucide-react";
import type { FeedbackRating } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { RATING_LABELS } from "@/lib/labels";

export function RatingBadge({ rating }: { rating: FeedbackRating }) {
  const Icon = rating === "up" ? ThumbsUp : ThumbsDown;
  return (
    <Badge variant={rating === "up" ? "primary" : "warning"}>
      <Icon aria-hidden />
      {RATING_LABELS[rating]}
    </Badge>
  );
}
