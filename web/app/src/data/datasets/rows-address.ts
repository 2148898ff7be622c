import { datasetAddress } from "./dataset";

const ROWS = /^\/api\/datasets\/([0-9a-f-]{36})\/rows(?:\?(.*))?$/i;

/** The page that shows the rows of an address of the API; null for another address. */
export function rowsAddress(rowsUrl: string): string | null {
  const [, id, query] = ROWS.exec(rowsUrl) ?? [];
  if (id === undefined) {
    return null;
  }
  const page = allRowsAddress(id);
  return query ? `${page}&of=${encodeURIComponent(query)}` : page;
}

/** The page of all rows of a dataset. */
export function allRowsAddress(id: string): string {
  return `${datasetAddress(id)}&view=rows`;
}

/** The rows behind a figure, as the query of their address in the API says. */
export interface RowsOfFigure {
  filter: string | null;
  sort: string[];
  columns: string[];
  /** The numbers of the rows, instead of a condition. */
  numbers: string[] | null;
  offset: number;
  limit: number | null;
}

export function readRowsOfFigure(query: string): RowsOfFigure {
  const parameters = new URLSearchParams(query);
  const whole = (name: string) => {
    const text = parameters.get(name) ?? "";
    return /^\d{1,9}$/.test(text) ? Number(text) : null;
  };
  return {
    filter: parameters.get("filter"),
    sort: parameters.getAll("sort"),
    columns: parameters.getAll("columns"),
    numbers: parameters.get("numbers")?.split(",") ?? null,
    offset: whole("offset") ?? 0,
    limit: whole("limit"),
  };
}

/** The parameters of one page of these rows. Pages are counted from 1. */
export function queryOfPage(
  { filter, sort, columns, numbers, offset, limit }: RowsOfFigure,
  page: number,
  size: number,
): [string, string][] {
  const before = (page - 1) * size;
  const named = columns.map((column): [string, string] => ["columns", column]);
  if (numbers) {
    return [...named, ["numbers", numbers.slice(before, before + size).join(",")]];
  }
  const rest = limit === null ? size : Math.max(Math.min(size, limit - before), 1);
  return [
    ...named,
    ...sort.map((column): [string, string] => ["sort", column]),
    ...(filter === null ? [] : [["filter", filter] satisfies [string, string]]),
    ["offset", String(offset + before)],
    ["limit", String(rest)],
  ];
}

/** The number of these rows, of which the API counts all that fulfil the condition. */
export function countOf({ numbers, offset, limit }: RowsOfFigure, total: number): number {
  const count = numbers ? numbers.length : Math.max(total - offset, 0);
  return limit === null || numbers ? count : Math.min(count, limit);
}
