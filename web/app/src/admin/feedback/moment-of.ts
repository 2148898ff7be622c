/** The shortest period that contains a time with microseconds; null for a text that is no time. */
export function momentOf(time: string): { from: string; until: string } | null {
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) {
    return null;
  }
  return { from: new Date(milliseconds).toISOString(), until: new Date(milliseconds + 1).toISOString() };
}
