import { type Heading, isNumeric } from "@/data/datasets/dataset";
import { isId } from "@/lib/is-id";

import { type TimeUnit, timeUnitsOf } from "./columns";
import type { ChartParameters, ChartType } from "./source";

export const CHART_TYPES: ChartType[] = ["bar", "histogram", "boxplot", "kde", "scatter", "time", "compare"];
/** The numbers of bars and bins to choose from, and the usual number of bars. The API accepts 1 to 100. */
export const COUNTS = ["5", "10", "20", "30", "50", "100"];
export const USUAL_BARS = "20";

/** What a chart shows. Parts that its type does not have are empty. */
export interface ChartChoice {
  type: ChartType;
  column: string;
  x: string;
  y: string;
  /** The column whose mean is drawn over time; empty to draw counts only. */
  value: string;
  unit: TimeUnit | "";
  /** The number of bars; empty if the type has none. */
  bars: string;
  /** The number of bins; empty to choose it by the data. */
  bins: string;
  /** The dataset that is compared, and its column. */
  other: string;
  otherColumn: string;
}

/** What a type of charts lacks: columns of the dataset. Null if it lacks nothing. */
export type Lack = "number" | "two_numbers" | "time" | null;

/** The columns that a type can show. */
export function columnsFor(type: ChartType, columns: Heading[]): Heading[] {
  return type === "bar" ? columns : columns.filter(type === "time" ? (own) => timeUnitsOf(own).length > 0 : isNumeric);
}

export function lackOf(type: ChartType, columns: Heading[]): Lack {
  const { length } = columnsFor(type, columns);
  if (type === "scatter") {
    return length < 2 ? "two_numbers" : null;
  }
  return length > 0 ? null : type === "time" ? "time" : "number";
}

/** The choice of an address. What it lacks, or what the dataset does not have, is the first possible one. */
export function readChoice(parameters: URLSearchParams, columns: Heading[]): ChartChoice {
  const get = (name: string) => parameters.get(name) ?? "";
  const type = CHART_TYPES.find((own) => own === get("type")) ?? "bar";
  const possible = columnsFor(type, columns).map(({ name }) => name);
  const one = (name: string, other = 0) => (possible.includes(get(name)) ? get(name) : (possible[other] ?? ""));
  const count = (name: string, usual: string) => (COUNTS.includes(get(name)) ? get(name) : usual);
  const isScatter = type === "scatter";
  const column = isScatter ? "" : one("column");
  const x = isScatter ? one("x") : "";
  const heading = columns.find(({ name }) => name === column);
  const units = type === "time" && heading ? timeUnitsOf(heading) : [];
  const isValue = type === "time" && columns.some((own) => own.name === get("value") && isNumeric(own));
  return {
    type,
    column,
    x,
    y: isScatter ? one("y", possible[0] === x ? 1 : 0) : "",
    value: isValue ? get("value") : "",
    unit: units.find((unit) => unit === get("unit")) ?? units[0] ?? "",
    bars: type === "bar" ? count("bars", USUAL_BARS) : "",
    bins: hasBins(type) ? count("bins", "") : "",
    other: type === "compare" && isId(get("other")) ? get("other") : "",
    otherColumn: type === "compare" ? get("other_column") : "",
  };
}

/** The choice of an address with changes: what another type does not have is left out. */
export function changedChoice(parameters: URLSearchParams, columns: Heading[], changes: Partial<ChartChoice>): ChartChoice {
  const changed = addressOf({ ...readChoice(parameters, columns), ...changes });
  const given = Object.entries(changed).filter((entry): entry is [string, string] => entry[1] !== null);
  return readChoice(new URLSearchParams(given), columns);
}

/** The parameters of an address for a choice; those that it does not have are null. */
export function addressOf(choice: ChartChoice): Record<string, string | null> {
  const { type, column, x, y, value, unit, bars, bins, other, otherColumn } = choice;
  const all = { type, column, x, y, value, unit, bars, bins, other, other_column: otherColumn };
  return Object.fromEntries(Object.entries(all).map(([name, text]) => [name, text === "" ? null : text]));
}

export const hasBins = (type: ChartType) => type === "histogram" || type === "kde" || type === "compare";

/** The column of the other dataset of a comparison: the chosen one, the one with the same name, or the first with numbers. */
export function withOtherColumn(choice: ChartChoice, columns: Heading[]): ChartChoice {
  const names = columns.filter(isNumeric).map(({ name }) => name);
  const found = [choice.otherColumn, choice.column].find((name) => names.includes(name));
  return { ...choice, otherColumn: found ?? names[0] ?? "" };
}

/** The parameters of the request; null while the choice is not complete. */
export function chartQuery(choice: ChartChoice, filter: string | null): ChartParameters | null {
  const { type, column, x, y, value, unit, bars, bins, other, otherColumn } = choice;
  const condition = filter === null ? {} : { filter };
  const count = (name: "top_n" | "bins", text: string) => (text === "" ? {} : { [name]: Number(text) });
  if (type === "scatter") {
    return x && y ? { x, y, ...condition } : null;
  }
  if (!column) {
    return null;
  }
  switch (type) {
    case "bar":
      return { column, ...count("top_n", bars), ...condition };
    case "time":
      return unit ? { column, unit, ...(value ? { value } : {}), ...condition } : null;
    case "compare":
      return other && otherColumn ? { column, with: other, with_column: otherColumn, ...count("bins", bins), ...condition } : null;
    case "boxplot":
      return { column, ...condition };
    default:
      return { column, ...count("bins", bins), ...condition };
  }
}
