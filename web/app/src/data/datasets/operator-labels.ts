import * as m from "@/paraglide/messages";

import type { Operator } from "./filter";

/** The operators of conditions in words. */
export const OPERATOR_LABELS: Record<Operator, string> = {
  "==": m.data_operator_equal(),
  "!=": m.data_operator_unequal(),
  "<": m.data_operator_less(),
  "<=": m.data_operator_at_most(),
  ">": m.data_operator_more(),
  ">=": m.data_operator_at_least(),
  contains: m.data_operator_contains(),
  is_missing: m.data_operator_missing(),
};
