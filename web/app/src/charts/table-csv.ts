/** The text form of a chart. */
export interface ChartTable {
  columns: string[];
  rows: (string | number | null)[][];
}

const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** A table as CSV (RFC 4180) with the byte order mark by which spreadsheets recognise UTF-8. Texts that they would run get an apostrophe. */
export function csvOf({ columns, rows }: ChartTable): string {
  return `\uFEFF${[columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value: string | number | null): string {
  const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
