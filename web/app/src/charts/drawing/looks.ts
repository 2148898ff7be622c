/** The look of a series by its place. */
export interface Look {
  fill: string;
  stroke: string;
}

/** The colours of series; a second one of the same kind also has a pattern. */
export const SERIES_LOOKS: Look[] = [
  { fill: "fill-series-1", stroke: "stroke-series-1" },
  { fill: "fill-series-3", stroke: "stroke-series-3" },
  { fill: "fill-series-4", stroke: "stroke-series-4" },
  { fill: "fill-series-2", stroke: "stroke-series-2" },
];
