import type { DocumentLawOut } from "sisuiq-client";

import { formatLocale } from "@/lib/locale";
import * as m from "@/paraglide/messages";
import { day } from "@/sanctions/day";

const LANGUAGES = new Intl.DisplayNames(formatLocale, { type: "language" });

/** The language and the days of an act, as far as they are known. `valid_to` is the first day on which it no longer applies. */
export function describeLaw({ language, valid_from, valid_to }: DocumentLawOut): string[] {
  return [languageName(language), describeDays(valid_from, valid_to)].filter((fact) => fact !== null);
}

function describeDays(from: string | null | undefined, to: string | null | undefined): string | null {
  const [first, last] = [from && day(from), to && day(dayBefore(to))];
  if (first && last) {
    return m.lawsets_applies({ from: first, until: last });
  }
  return first ? m.lawsets_applies_from({ from: first }) : last ? m.lawsets_applies_until({ until: last }) : null;
}

/** The name of a language by ISO 639-1. A code that is none is unchanged. */
function languageName(code: string | null | undefined): string | null {
  return code ? (/^[a-z]{2,3}$/.test(code) ? (LANGUAGES.of(code) ?? code) : code) : null;
}

function dayBefore(text: string): string {
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) ? text : new Date(at - 24 * 60 * 60 * 1_000).toISOString().slice(0, 10);
}
