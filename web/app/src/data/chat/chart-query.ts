import type { AnswerChart, ToolCall } from "./answer";

/** The longest condition that a chart admits, in bytes. */
const LONGEST_FILTER = 2_000;
/** More bars say less. */
const MOST_BARS = 20;

/** The query of a chart of the API; null if it cannot draw this one. */
export function chartQuery({ type, columns, unit, filter }: AnswerChart): URLSearchParams | null {
  const [first, second] = columns;
  const condition = filter ? JSON.stringify(filter) : "";
  if (first === undefined || new TextEncoder().encode(condition).length > LONGEST_FILTER) {
    return null;
  }
  const query = new URLSearchParams();
  if (type === "scatter") {
    if (second === undefined) {
      return null;
    }
    query.set("x", first);
    query.set("y", second);
  } else {
    query.set("column", first);
  }
  if (type === "time") {
    if (!unit) {
      return null;
    }
    query.set("unit", unit);
    if (second !== undefined) {
      query.set("value", second);
    }
  }
  if (condition !== "") {
    query.set("filter", condition);
  }
  return query;
}

interface Groups {
  operation: unknown;
  figure: string;
  group: string;
  /** The bars: the largest groups if there are many. */
  rows: { label: string; value: number }[];
  /** All groups. */
  table: [string, number][];
  count: number;
}

/** The groups of an answer, whose figures the charts of the API do not have; null if it is about something else. */
export function groupsOf({ type, columns }: AnswerChart, calls: ToolCall[]): Groups | null {
  const [call] = calls;
  const found = call?.result?.groups;
  const [group, figure] = columns;
  if (type !== "bar" || call?.name !== "group_by_aggregate" || !Array.isArray(found) || group === undefined || figure === undefined) {
    return null;
  }
  const table = (found as { group: unknown; value: unknown }[]).flatMap(({ group: key, value }): [string, number][] =>
    typeof value === "number" ? [[String(key), value]] : [],
  );
  // a bar has no length below zero
  if (table.length === 0 || table.some(([, value]) => value < 0)) {
    return null;
  }
  const largest = table.length > MOST_BARS ? table.toSorted(([, one], [, other]) => other - one).slice(0, MOST_BARS) : table;
  const rows = largest.map(([label, value]) => ({ label, value }));
  return { operation: call.args.operation, figure, group, rows, table, count: table.length };
}
