const COLOURS = ["bg-series-1", "bg-series-2", "bg-series-3", "bg-series-4"];

/** The colour of a series by its index; all series after the fourth share one. */
export function seriesColour(index: number): string {
  return COLOURS[index] ?? "bg-series-rest";
}
