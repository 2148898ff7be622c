import type { Heading } from "./dataset";
import { isNumeric } from "./dataset";

export const OPERATORS = ["==", "!=", "<", "<=", ">", ">=", "contains", "is_missing"] as const;
export type Operator = (typeof OPERATORS)[number];

/** A condition on the rows of a dataset, as it is written in the address. */
export interface Condition {
  column: string;
  operator: Operator;
  value: string;
}

/** The operators that mean something for a column. */
export function operatorsFor(column: Heading | undefined): Operator[] {
  if (column?.kind === "boolean") {
    return ["==", "!=", "is_missing"];
  }
  return OPERATORS.filter((operator) => operator !== "contains" || column?.kind === "text");
}

/** The conditions of an address; what cannot be read there is left out. */
export function readConditions(text: string): Condition[] {
  try {
    const parsed: unknown = JSON.parse(text || "[]");
    return Array.isArray(parsed) ? parsed.filter(isCondition) : [];
  } catch {
    return [];
  }
}

function isCondition(value: unknown): value is Condition {
  const { column, operator, value: wanted } = (value ?? {}) as Record<string, unknown>;
  return typeof column === "string" && OPERATORS.includes(operator as Operator) && typeof wanted === "string";
}

/** The filter of the API; null without conditions that can be sent. */
export function filterOf(conditions: Condition[], columns: Heading[]): unknown {
  const parts = conditions.flatMap(({ column, operator, value }): object[] => {
    const heading = columns.find(({ name }) => name === column);
    if (!heading) {
      return [];
    }
    if (operator === "is_missing") {
      return [{ column, operator }];
    }
    const sent = valueFor(heading, value.trim());
    return sent === undefined ? [] : [{ column, operator, value: sent }];
  });
  return parts.length === 0 ? null : parts.length === 1 ? parts[0] : { all: parts };
}

/** The value of a condition; undefined if it is not one of the column's type. */
function valueFor(heading: Heading, text: string): string | number | boolean | undefined {
  if (text === "") {
    return undefined;
  }
  if (isNumeric(heading)) {
    const number = Number(text);
    return Number.isFinite(number) ? number : undefined;
  }
  return heading.kind === "boolean" ? text === "true" : text;
}
