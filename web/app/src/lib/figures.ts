/** The summary of a table. Tables without outage data have only the general fields. */
export interface Figures {
  total_events?: number;
  total_customers_affected?: number;
  saifi?: number;
  saidi?: number;
  caidi?: number;
  asai?: number;
  maifi?: number;
  top_regions?: { region: string; events: number; percentage?: number }[];
  outage_causes?: Record<string, number>;
  period?: { start: string; end: string } | null;
  monthly_trend?: { month: string; events: number }[];
  note?: string | null;
  row_count?: number;
  columns?: string[];
  column_types?: Record<string, string>;
  date_range?: { column: string; min: string; max: string } | null;
  category_counts?: Record<string, Record<string, number>>;
  numeric_summary?: Record<string, { mean: number; min: number; max: number }>;
  preview_rows?: Record<string, unknown>[];
}

/** Whether a table has outage figures. */
export function hasOutageFigures(figures: Figures): boolean {
  return [figures.saifi, figures.saidi, figures.total_events].some((figure) => typeof figure === "number");
}
