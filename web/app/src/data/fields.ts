import type { FieldsOut } from "sisuiq-client";

import { capitalized } from "@/lib/format";
import { locale } from "@/lib/locale";

export type Field = FieldsOut["fields"][number];

/** The name of a field in the language of the page. */
export function fieldName({ korean, english }: Pick<Field, "korean" | "english">): string {
  return locale === "ko" ? korean : capitalized(english);
}

/** The name of the field with a key; the key itself if there is no such field. */
export function nameOf(key: string, { fields }: Pick<FieldsOut, "fields">): string {
  const field = fields.find((own) => own.key === key);
  return field ? fieldName(field) : key;
}

/** The values of a category. */
export function valuesOf(key: string, { fields }: Pick<FieldsOut, "fields">): string[] {
  return fields.find((own) => own.key === key)?.values ?? [];
}
