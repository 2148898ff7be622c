/** The upper ends of `steps` classes with about as many values each. Equal values are never in different classes. */
export function breaksOf(values: number[], steps: number): number[] {
  const sorted = [...values].sort((one, other) => one - other);
  const ends = Array.from({ length: steps }, (_, step) => sorted[Math.ceil(((step + 1) / steps) * sorted.length) - 1]);
  return [...new Set(ends.filter((end) => end !== undefined))];
}

/** The class of a value. */
export function classOf(value: number, breaks: number[]): number {
  const found = breaks.findIndex((end) => value <= end);
  return found < 0 ? breaks.length - 1 : found;
}
