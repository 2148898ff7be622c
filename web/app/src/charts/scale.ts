/** Places a value of a domain in a range. A domain without extent is placed at the start of the range. */
export function linear([from, to]: [number, number], [start, end]: [number, number]): (value: number) => number {
  const extent = to - from;
  return (value) => (extent === 0 ? start : start + ((value - from) / extent) * (end - start));
}

const STEPS = [1, 2, 5, 10];

/** Round numbers that cover an interval: about `count` of them, each a multiple of 1, 2 or 5 times a power of ten. */
export function ticks(from: number, to: number, count: number): number[] {
  if (!(to > from) || count < 1) {
    return [from];
  }
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((factor) => factor * power >= rough) ?? 10);
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(to / step - 1e-9);
  // multiples of the inverse step are exact where those of 0.1 are not
  const at = (index: number) => (step < 1 ? index / Math.round(1 / step) : index * step);
  return Array.from({ length: last - first + 1 }, (_, index) => at(first + index));
}

/** The interval from the first to the last tick. */
export function rounded(from: number, to: number, count: number): { domain: [number, number]; marks: number[] } {
  const marks = ticks(from, to, count);
  const last = marks.at(-1) ?? to;
  return { domain: [marks[0] ?? from, marks.length > 1 ? last : last + 1], marks };
}
