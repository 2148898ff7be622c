import * as m from "@/paraglide/messages";

import { figure } from "../figure-number";
import type { Bins, Box, Drawing, Series } from "./drawing";
import type { Layout } from "./layout";

/** A value that can be pointed at. */
export interface ChartValue {
  /** Where it is, in pixels. */
  x: number;
  /** Only of points: all others are found by their place on the horizontal axis. */
  y?: number;
  text: string;
}

/** The values of a drawing from left to right, each with its text. Values at the same place are one. */
export function valuesOf(drawing: Drawing, layout: Layout): ChartValue[] {
  const [points] = drawing.series.filter((series) => series.type === "points");
  if (points) {
    const all = points.x.map((x, at) => {
      const y = points.y[at] ?? 0;
      const text = m.charts_point({
        x: `${drawing.x.label} ${figure(x)}`,
        y: `${drawing.y.label} ${figure(y)}`,
        row: (points.rows[at] ?? 0) + 1,
      });
      return { x: layout.x.at(x), y: layout.y.at(y), text };
    });
    return all.sort((one, other) => one.x - other.x || one.y - other.y);
  }
  const boxes = drawing.series.filter((series) => series.type === "box" && !series.is_marginal) as Box[];
  if (boxes.length > 0) {
    return boxes.flatMap((box, at) => boxValues(box).map((text) => ({ x: layout.x.at(at), text })));
  }
  return drawing.x.scale === "category" ? categoryValues(drawing, layout) : binValues(drawing, layout);
}

function categoryValues({ x, series }: Drawing, layout: Layout): ChartValue[] {
  return (x.categories ?? []).map((label, at) => {
    const own = series.flatMap((one) => {
      const value = heightAt(one, at);
      return value === null || value === undefined ? [] : [m.charts_named_value({ name: one.name, value: figure(value) })];
    });
    return { x: layout.x.at(at), text: [label, ...own].join(" · ") };
  });
}

function heightAt(series: Series, at: number): number | null | undefined {
  return series.type === "bars" ? series.counts[at] : series.type === "line" ? series.y[at] : undefined;
}

/** Bins of several series share their edges. */
function binValues({ series }: Drawing, layout: Layout): ChartValue[] {
  const bins = series.filter((one) => one.type === "bins") as Bins[];
  const [first] = bins;
  return (first?.counts ?? []).map((_, at) => {
    const [from = 0, to = 0] = first?.edges.slice(at, at + 2) ?? [];
    const own = bins.map(({ name, counts }) => m.charts_named_value({ name, value: figure(counts[at] ?? 0) }));
    return { x: layout.x.at((from + to) / 2), text: [m.charts_bin({ from: figure(from), to: figure(to) }), ...own].join(" · ") };
  });
}

/** The figures of a box plot from below. */
export function boxValues({ lower_whisker, q1, median, q3, upper_whisker, mean, below, above }: Box): string[] {
  return [
    m.charts_box_lower({ value: figure(lower_whisker), count: below }),
    m.charts_box_q1({ value: figure(q1) }),
    m.charts_box_median({ value: figure(median) }),
    m.charts_box_mean({ value: figure(mean) }),
    m.charts_box_q3({ value: figure(q3) }),
    m.charts_box_upper({ value: figure(upper_whisker), count: above }),
  ];
}

/** The index of the value nearest to a place; null if there are no values. */
export function nearest(values: ChartValue[], x: number, y: number): number | null {
  let found: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [at, value] of values.entries()) {
    const distance = (value.x - x) ** 2 + (value.y === undefined ? 0 : (value.y - y) ** 2);
    if (distance < least) {
      least = distance;
      found = at;
    }
  }
  return found;
}
