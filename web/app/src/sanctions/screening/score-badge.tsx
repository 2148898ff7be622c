import { Badge } from "@/components/ui/badge";
import { percent } from "@/lib/format";
import * as m from "@/paraglide/messages";

import { gradeOf } from "./describe-score";

/** How much an entry resembles the subject: in words, and as a share. */
export function ScoreBadge({ score }: { score: number }) {
  const { label, variant } = gradeOf(score);
  return (
    <Badge variant={variant} className="tabular-nums">
      {m.screening_score({ grade: label, percent: percent(score) })}
    </Badge>
  );
}
