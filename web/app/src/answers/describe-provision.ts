import type { CitationOut } from "sisuiq-client";

import { date } from "@/lib/format";
import * as m from "@/paraglide/messages";

/** The provision that a quotation is in, with its act and the days on which this version applies. */
export function describeProvision({ reference, act, valid_from, valid_to }: NonNullable<CitationOut["provision"]>): string {
  const days = [
    valid_from && m.copilot_applies_from({ date: date(valid_from) }),
    valid_to && m.copilot_applied_until({ date: date(valid_to) }),
  ];
  return [reference, act, ...days].filter(Boolean).join(" · ");
}
