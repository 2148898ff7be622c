/** The start of the first day and the end of the last one, in the browser's time zone. */
export function dayRange(from: string, until: string): { from: string; until: string } {
  return { from: moment(from, 0), until: moment(until, 1) };
}

function moment(day: string, later: number): string {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) {
    return "";
  }
  return new Date(year, month - 1, date + later).toISOString();
}
