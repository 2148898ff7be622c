import type { FieldsOut } from "sisuiq-client";

import type { AccidentForm } from "./accident-form";
import { valuesOf } from "./fields";

/** Another value of one field. */
export interface Change {
  field: string;
  to: string;
}

/** The fields that can be changed one by one. */
export const CHANGEABLE = [
  "weather",
  "road_surface",
  "road_type",
  "accident_type",
  "accident_hour",
  "day_of_week",
  "time_period",
  "district",
];

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));

/** The values that a field can be changed to. */
export function choicesOf(field: string, fields: FieldsOut, form: AccidentForm): string[] {
  const all = field === "accident_hour" ? HOURS : valuesOf(field, fields);
  return all.filter((value) => value !== form[field as keyof AccidentForm]);
}

/** The change of an address; null if there is none, or none that makes a difference. */
export function readChange(parameters: URLSearchParams, fields: FieldsOut, form: AccidentForm): Change | null {
  const [field, to] = [parameters.get("change") ?? "", parameters.get("to") ?? ""];
  return CHANGEABLE.includes(field) && choicesOf(field, fields, form).includes(to) ? { field, to } : null;
}

/** The body of the request. */
export function changesOf(change: Change | null): Record<string, string | number> {
  return change === null ? {} : { [change.field]: change.field === "accident_hour" ? Number(change.to) : change.to };
}
