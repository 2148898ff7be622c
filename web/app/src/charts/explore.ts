/** Where a key leads from a value of a chart: an index, null to leave the values, undefined if the key means nothing here. */
export function moved(key: string, from: number | null, count: number, columns: number): number | null | undefined {
  if (key === "Escape") {
    return from === null ? undefined : null;
  }
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
  const ends: Record<string, number> = { Home: 0, End: count - 1 };
  const [step, end] = [steps[key], ends[key]];
  if (count === 0 || (step === undefined && end === undefined)) {
    return undefined;
  }
  if (end !== undefined) {
    return end;
  }
  if (from === null) {
    return (step ?? 0) > 0 ? 0 : count - 1;
  }
  const next = from + (step ?? 0);
  return next < 0 || next >= count ? from : next;
}
