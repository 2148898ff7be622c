import type { ColumnKind, DatasetOut } from "sisuiq-client";

import { whole } from "@/lib/counts";
import * as m from "@/paraglide/messages";

/** The numbers of rows and columns; null until they are known. */
export function shapeOf({ rows, columns }: Pick<DatasetOut, "rows" | "columns">): string | null {
  const isKnown = typeof rows === "number" && typeof columns === "number";
  return isKnown ? m.data_dataset_shape({ rows: whole(rows), columns: whole(columns) }) : null;
}

export const KIND_LABELS: Record<ColumnKind, string> = {
  integer: m.data_kind_integer(),
  number: m.data_kind_number(),
  text: m.data_kind_text(),
  date: m.data_kind_date(),
  timestamp: m.data_kind_timestamp(),
  boolean: m.data_kind_boolean(),
};

const PERSONAL: Record<string, string> = {
  phone: m.data_personal_phone(),
  email: m.data_personal_email(),
  resident_registration_number: m.data_personal_registration(),
};

/** The name of a kind of personal data; the kind itself if a later release found it. */
export function personalLabel(kind: string): string {
  return PERSONAL[kind] ?? kind;
}
