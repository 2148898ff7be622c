import { figure } from "@/charts/figure-number";
import type { ColumnProfile } from "@/data/datasets/dataset";
import { whole } from "@/lib/format";
import * as m from "@/paraglide/messages";

/** The range of numbers and times, the most frequent texts. */
export function valuesOf({ numbers, period, top }: ColumnProfile): string {
  if (numbers) {
    return m.data_column_range({ min: figure(numbers.min), max: figure(numbers.max), mean: figure(numbers.mean) });
  }
  const [from, to] = period ?? [];
  if (from !== undefined && to !== undefined) {
    return m.data_column_period({ from, to });
  }
  return top
    .slice(0, 3)
    .map(({ value, count }) => m.data_column_top({ value: String(value), count: whole(count) }))
    .join(", ");
}
