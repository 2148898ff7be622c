import type { Value } from "@/data/datasets/dataset";
import * as m from "@/paraglide/messages";

/** A value as it stands in the table: numbers are not formatted, so that codes and years stay what they are. */
export function cellText(value: Value): string {
  return value === null
    ? "–"
    : typeof value === "boolean"
      ? value
        ? m.data_true()
        : m.data_false()
      : String(value).replace(/^(\d{4}-\d{2}-\d{2})T/, "$1 ");
}
