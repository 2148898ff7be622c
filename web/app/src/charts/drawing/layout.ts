import { linear, rounded } from "../scale";
import { type Axis, type Drawing, heightsOf, type Series } from "./drawing";

const HEIGHT = 260;
/** The height of a box plot above the other series. */
const MARGINAL = 40;
const MARGIN = { top: 8, bottom: 44, side: 52, end: 14 };
/** The least distance of the labels of ticks. */
const TICK_WIDTH = 64;
const TICK_HEIGHT = 44;

interface Scale {
  at: (value: number) => number;
  ticks: { at: number; value: number }[];
}

/** Where the parts of a drawing are, in pixels. */
export interface Layout {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** The middle of the box plot above the series; null if there is none. */
  marginal: number | null;
  /** Numbers; for categories their indices, whose middles they place. */
  x: Scale;
  y: Scale;
  y2: Scale | null;
  /** The width of a category. */
  band: number;
}

export function layoutOf(drawing: Drawing, width: number): Layout {
  const hasMarginal = drawing.series.some((series) => series.type === "box" && series.is_marginal);
  const top = MARGIN.top + (hasMarginal ? MARGINAL : 0);
  const height = HEIGHT + top + MARGIN.bottom;
  const [left, right, bottom] = [MARGIN.side, Math.max(width - (drawing.y2 ? MARGIN.side : MARGIN.end), MARGIN.side + 1), HEIGHT + top];
  const inner = right - left;
  const vertical = (axis: Axis, second: boolean): Scale => {
    const values = drawing.series.flatMap((series) => heightValues(series, second));
    const [from, to] = extent(values, axis.measure === "count" || axis.measure === "density");
    return numbers([from, to], [bottom, top], Math.round(HEIGHT / TICK_HEIGHT));
  };
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    marginal: hasMarginal ? MARGIN.top + MARGINAL / 2 - 4 : null,
    x: horizontal(drawing, left, right),
    y: vertical(drawing.y, false),
    y2: drawing.y2 ? vertical(drawing.y2, true) : null,
    band: inner / Math.max(drawing.x.categories?.length ?? 1, 1),
  };
}

function horizontal({ x, series }: Drawing, left: number, right: number): Scale {
  const count = x.categories?.length ?? 0;
  if (x.scale === "category") {
    const band = (right - left) / Math.max(count, 1);
    const every = Math.max(Math.ceil(TICK_WIDTH / band), 1);
    const at = (index: number) => left + (index + 0.5) * band;
    return {
      at,
      ticks: Array.from({ length: count }, (_, value) => ({ value, at: at(value) })).filter(({ value }) => value % every === 0),
    };
  }
  const values = series.flatMap(placeValues);
  return numbers(extent(values, false), [left, right], Math.max(Math.floor((right - left) / TICK_WIDTH / 1.4), 2));
}

function numbers([from, to]: [number, number], range: [number, number], count: number): Scale {
  const { domain, marks } = rounded(from, to, count);
  const at = linear(domain, range);
  return { at, ticks: marks.map((value) => ({ value, at: at(value) })) };
}

function extent(values: number[], isFromZero: boolean): [number, number] {
  let [from, to] = isFromZero ? [0, 0] : [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    from = Math.min(from, value);
    to = Math.max(to, value);
  }
  return from > to ? [0, 1] : from === to ? [isFromZero ? 0 : from - 0.5, to + (isFromZero ? 1 : 0.5)] : [from, to];
}

function placeValues(series: Series): number[] {
  switch (series.type) {
    case "bins":
      return series.edges;
    case "line":
    case "points":
      return series.x ?? [];
    case "box":
      return series.is_marginal ? [series.lower_whisker, series.upper_whisker, ...series.outliers] : [];
    case "bars":
      return [];
  }
}

function heightValues(series: Series, second: boolean): number[] {
  switch (series.type) {
    case "bins":
      return second ? [] : heightsOf(series);
    case "bars":
      return second ? [] : series.counts;
    case "line":
      return second === (series.is_second ?? false) ? series.y.filter((value) => value !== null) : [];
    case "points":
      return second ? [] : series.y;
    case "box":
      return second || series.is_marginal ? [] : [series.lower_whisker, series.upper_whisker, ...series.outliers];
  }
}
