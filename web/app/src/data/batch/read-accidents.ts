import type { FieldsOut } from "sisuiq-client";

import type { Field } from "@/data/fields";

import { readCsv } from "./read-csv";

/** The most accidents of a batch. */
export const MOST_ACCIDENTS = 100;

/** What was read from a table of accidents. */
export interface AccidentTable {
  /** The fields that have a column. */
  found: Field[];
  /** The required fields without a column: nothing can be predicted without them. */
  missing: Field[];
  /** The columns that are no field, and are not sent. */
  unknown: string[];
  /** The fields that have more than one column. */
  repeated: Field[];
  /** The accidents in their order, as they are sent. */
  accidents: Record<string, string | number>[];
}

/**
 * Reads a table whose first row names the fields in English or Korean. Cells are not checked: the API names the errors of each
 * accident. Empty cells are left out.
 */
export function readAccidents(text: string, { fields }: Pick<FieldsOut, "fields">): AccidentTable {
  const [head = [], ...rows] = readCsv(text);
  const columns = head.map((name) => fieldNamed(name, fields));
  const count = (field: Field) => columns.filter((own) => own === field).length;
  const accidents = rows.map((row) =>
    Object.fromEntries(
      columns.flatMap((field, at) => {
        const cell = (row[at] ?? "").trim();
        return field && cell !== "" ? [[field.key, sentValue(cell, field)]] : [];
      }),
    ),
  );
  return {
    found: fields.filter((field) => count(field) > 0),
    missing: fields.filter((field) => field.required && count(field) === 0),
    unknown: head.filter((name, at) => columns[at] === undefined && name.trim() !== ""),
    repeated: fields.filter((field) => count(field) > 1),
    accidents,
  };
}

function fieldNamed(name: string, fields: Field[]): Field | undefined {
  const wanted = name.trim().normalize("NFC").toLowerCase();
  return fields.find(({ key, korean, english }) => [key, korean, english].some((own) => own.toLowerCase() === wanted));
}

/** Whole numbers become numbers; all else is sent as it is. */
function sentValue(cell: string, { values }: Field): string | number {
  return !values && /^-?\d{1,9}(\.0+)?$/.test(cell) ? Number(cell) : cell;
}

/** A table with all fields and one accident, to begin with. */
export function exampleOf({ fields, districts }: FieldsOut): string {
  const numbers: Record<string, number> = { accident_hour: 14, accident_month: 12, accident_day: 8, accident_year: 2021 };
  const needed = fields.filter(({ required }) => required);
  const value = ({ key, values }: Field) => (key === "district" ? districts[0]?.values[0] : values?.[0]) ?? String(numbers[key] ?? 1);
  return `${needed.map(({ key }) => key).join(",")}\n${needed.map(value).join(",")}\n`;
}
