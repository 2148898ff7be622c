import { humanize } from "@/lib/words";
import * as m from "@/paraglide/messages";

const TOOLS: Record<string, string> = {
  get_dataframe_info: m.datachat_tool_info(),
  get_column_statistics: m.datachat_tool_statistics(),
  get_missing_values: m.datachat_tool_missing(),
  get_value_counts: m.datachat_tool_counts(),
  filter_dataframe: m.datachat_tool_filter(),
  sort_dataframe: m.datachat_tool_sort(),
  get_correlation: m.datachat_tool_correlation(),
  group_by_aggregate: m.datachat_tool_groups(),
  get_unique_values: m.datachat_tool_unique(),
  get_date_range: m.datachat_tool_period(),
  get_outliers: m.datachat_tool_outliers(),
  get_sample_rows: m.datachat_tool_sample(),
  calculate_percentile: m.datachat_tool_percentile(),
  get_geo_bounds: m.datachat_tool_bounds(),
  cross_tabulation: m.datachat_tool_cross(),
  analyze_missing_pattern: m.datachat_tool_missing_pattern(),
  get_column_correlation_with_target: m.datachat_tool_target_correlation(),
  detect_data_types: m.datachat_tool_types(),
  get_temporal_pattern: m.datachat_tool_temporal(),
  summarize_categorical_distribution: m.datachat_tool_distribution(),
  predict_eclo: m.datachat_tool_prediction(),
};

/** What a tool computes; its name if a later release added it. */
export function toolLabel(name: string): string {
  return TOOLS[name] ?? humanize(name);
}

const ARGUMENTS: Record<string, string> = {
  column: m.data_column(),
  columns: m.datachat_argument_columns(),
  group_column: m.datachat_argument_group(),
  agg_column: m.datachat_argument_figure(),
  operation: m.datachat_argument_operation(),
  row_column: m.datachat_argument_rows(),
  col_column: m.datachat_argument_columns(),
  target_column: m.datachat_argument_target(),
  normalize: m.datachat_argument_shares(),
  multiplier: m.datachat_argument_multiplier(),
  percentile: m.datachat_argument_percentile(),
  top_n: m.datachat_argument_most(),
  n: m.datachat_argument_most(),
  ascending: m.datachat_argument_ascending(),
  value: m.data_value(),
};

const OPERATIONS: Record<string, string> = {
  sum: m.datachat_operation_sum(),
  mean: m.datachat_operation_mean(),
  count: m.datachat_operation_count(),
  min: m.datachat_operation_min(),
  max: m.datachat_operation_max(),
  median: m.datachat_operation_median(),
  std: m.datachat_operation_std(),
};

export function operationLabel(operation: unknown): string {
  return OPERATIONS[String(operation)] ?? humanize(String(operation));
}

/** The arguments of a call in words. Those that are part of its condition on rows are left out. */
export function argumentsOf({ name, args }: { name: string; args: Record<string, unknown> }): [string, string][] {
  const isOfCondition = (argument: string) => argument === "filter" || (name === "filter_dataframe" && argument in args);
  return Object.entries(args)
    .filter(([argument, value]) => !isOfCondition(argument) && value !== null)
    .map(([argument, value]) => [ARGUMENTS[argument] ?? humanize(argument), valueText(argument, value)]);
}

function valueText(argument: string, value: unknown): string {
  if (argument === "operation") {
    return operationLabel(value);
  }
  return typeof value === "boolean"
    ? value
      ? m.data_true()
      : m.data_false()
    : Array.isArray(value)
      ? value.map(String).join(", ")
      : String(value);
}
