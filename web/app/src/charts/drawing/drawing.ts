import type { ChartTable } from "../table-csv";

/** A chart of the API in the product's own form. */
export interface Chart {
  type: "histogram" | "boxplot" | "kde" | "scatter" | "bar" | "compare" | "time";
  title: string;
  warnings: { code: string; text: string }[];
  /** The number of rows that fulfil the condition. */
  row_count: number;
  /** The number of these rows whose values are drawn. */
  used_rows: number;
  /** Whether only a sample of the used rows is drawn. */
  sampled: boolean;
  table: ChartTable;
  chart: Drawing;
}

export interface Drawing {
  x: Axis;
  y: Axis;
  /** A second vertical axis on the right. */
  y2?: Axis;
  /** Those in front last; none if there is nothing to draw. */
  series: Series[];
  /** The reason why there is nothing to draw. */
  notice?: string;
}

export interface Axis {
  label: string;
  scale: "linear" | "category";
  measure: "value" | "category" | "count" | "density" | "mean";
  categories?: string[];
}

/** Bars between edges, one more than bars. */
export interface Bins {
  type: "bins";
  name: string;
  edges: number[];
  counts: number[];
  /** The heights, if they are not the counts. */
  densities?: number[];
}

/** A bar for each category of the horizontal axis. */
export interface Bars {
  type: "bars";
  name: string;
  counts: number[];
}

/** A line through points; it has a gap where a height is null. */
export interface Line {
  type: "line";
  name: string;
  is_second?: boolean;
  /** The places; the categories of the horizontal axis without them. */
  x?: number[];
  y: (number | null)[];
}

export interface Points {
  type: "points";
  name: string;
  x: number[];
  y: number[];
  /** The row of each point in the table, from 0. */
  rows: number[];
}

export interface Box {
  type: "box";
  name: string;
  /** Whether it lies along the horizontal axis, above the other series. */
  is_marginal?: boolean;
  lower_whisker: number;
  q1: number;
  median: number;
  q3: number;
  upper_whisker: number;
  mean: number;
  below: number;
  above: number;
  outliers: number[];
}

export type Series = Bins | Bars | Line | Points | Box;

/** The heights of bins. */
export function heightsOf({ counts, densities }: Bins): number[] {
  return densities && densities.length > 0 ? densities : counts;
}
