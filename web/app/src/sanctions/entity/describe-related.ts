import type { ListDifference, ListStanding, OwnershipOut, OwnershipRuleName } from "sisuiq-client";

import { decimal } from "@/lib/format";
import * as m from "@/paraglide/messages";

export const STANDING_LABELS: Record<ListStanding, string> = {
  listed: m.entities_standing_listed(),
  removed: m.entities_standing_removed(),
  not_yet: m.entities_standing_not_yet(),
  not_found: m.entities_standing_not_found(),
  unknown: m.entities_not_known(),
};

export const RULE_LABELS: Record<OwnershipRuleName, string> = {
  ofac_fifty_percent: m.entities_rule_ofac(),
  eu_ownership: m.entities_rule_eu(),
};

/** How two lists differ. */
export function explainDifference(difference: ListDifference): string {
  switch (difference) {
    case "programmes":
      return m.entities_difference_programmes();
    case "only_here":
      return m.entities_difference_only_here();
    case "only_there":
      return m.entities_difference_only_there();
  }
}

/** What the stated shares mean by the rule; that none is stated, if so. */
export function explainOwnership({ owned_percent, rule }: Pick<OwnershipOut, "owned_percent" | "rule">): string {
  if (!rule || typeof owned_percent !== "number") {
    return m.entities_ownership_not_stated();
  }
  const percent = decimal(owned_percent);
  if (typeof rule.met !== "boolean") {
    return m.entities_ownership_open({ percent });
  }
  return rule.met ? m.entities_ownership_met({ percent }) : m.entities_ownership_not_met({ percent });
}
