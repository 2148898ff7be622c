import type { RefusalOut } from "sisuiq-client";

import * as m from "@/paraglide/messages";

const LABELS: Record<string, string> = {
  no_operation: m.datachat_refusal_no_operation(),
  missing_column: m.datachat_refusal_missing_column(),
  unsupported: m.datachat_refusal_unsupported(),
  forecast: m.datachat_refusal_forecast(),
  cause: m.datachat_refusal_cause(),
  change: m.datachat_refusal_change(),
  relative_time: m.datachat_refusal_relative_time(),
  several: m.datachat_refusal_several(),
  missing_fields: m.datachat_refusal_missing_fields(),
  no_previous: m.datachat_refusal_no_previous(),
  too_long: m.datachat_refusal_too_long(),
};

/** The reason of a refusal in a few words; a general one if a later release added it. */
export function refusalLabel({ kind, words }: Pick<RefusalOut, "kind" | "words">): string {
  const named = words.join(", ");
  switch (kind) {
    case "unknown_words":
      return m.datachat_refusal_unknown_words({ words: named });
    case "ambiguous":
      return m.datachat_refusal_ambiguous({ words: named });
    case "unfit_column":
      return m.datachat_refusal_unfit_column({ column: named });
    default:
      return LABELS[kind] ?? m.datachat_refusal_other();
  }
}
