import type { SourceState, WatchedSourceOut } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import * as m from "@/paraglide/messages";

import { isFailing } from "./freshness";
import { STATE_LABELS } from "./labels";

const VARIANTS: Record<SourceState, "neutral" | "primary" | "danger"> = {
  fresh: "primary",
  late: "danger",
  unread: "neutral",
  disabled: "neutral",
};

/** Whether a source is up to date, and whether it could be read last. */
export function StateBadges({ source }: { source: Pick<WatchedSourceOut, "state" | "failures"> }) {
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Badge variant={VARIANTS[source.state]}>{STATE_LABELS[source.state]}</Badge>
      {isFailing(source) && <Badge variant="warning">{m.sources_state_failing()}</Badge>}
    </span>
  );
}
