import { BadgeCheck, TriangleAlert } from "lucide-react";
import type { CheckOut } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { Skeleton } from "@/components/ui/skeleton";
import { CITATION_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";

/** The result of checking a quote against the stored page. */
export function CitationState({ check }: { check: CheckOut | undefined }) {
  if (!check) {
    return <Skeleton className="h-5 w-16 rounded-full" />;
  }
  const isValid = check.label === "valid";
  const variant = isValid ? "primary" : check.label === "stale" ? "warning" : "danger";
  return (
    <Badge variant={variant} data-testid="citation-state" data-label={check.label}>
      {isValid ? <BadgeCheck aria-hidden /> : <TriangleAlert aria-hidden />}
      {isValid && check.match === "normalized" ? m.copilot_citation_verified_spacing() : CITATION_LABELS[check.label]}
    </Badge>
  );
}
