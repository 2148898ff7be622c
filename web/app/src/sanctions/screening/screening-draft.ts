import type { ListEntityKind, ScreenIn, SubjectGender, SubjectIdentifierKind } from "sisuiq-client";

export interface IdentifierDraft {
  /** The React key, which stays the same when others are removed. */
  key: string;
  kind: SubjectIdentifierKind;
  number: string;
}

/** Whom somebody is about to ask about. */
export interface ScreeningDraft {
  name: string;
  kind: ListEntityKind | "";
  birthDate: string;
  /** Codes of countries, separated by commas or spaces. */
  countries: string;
  gender: SubjectGender | "";
  identifiers: IdentifierDraft[];
  reference: string;
  /** The sources whose lists are searched; empty for all. */
  sources: string[];
  /** Empty for that of each list. */
  threshold: string;
}

export const EMPTY_DRAFT: ScreeningDraft = {
  name: "",
  kind: "",
  birthDate: "",
  countries: "",
  gender: "",
  identifiers: [],
  reference: "",
  sources: [],
  threshold: "",
};

/** The identifiers that are sent, in their order. */
export function sentIdentifiers(identifiers: IdentifierDraft[]): IdentifierDraft[] {
  return identifiers.filter(({ number }) => number.trim() !== "");
}

/** What the API is asked. Members that were not filled in are absent, so that the API decides: above all the threshold. */
export function questionOf(draft: ScreeningDraft): ScreenIn {
  const countries = draft.countries.split(/[\s,;]+/).filter((code) => code !== "");
  const identifiers = sentIdentifiers(draft.identifiers).map(({ kind, number }) => ({ kind, number: number.trim() }));
  const [birthDate, reference, threshold] = [draft.birthDate.trim(), draft.reference.trim(), draft.threshold.trim()];
  return {
    name: draft.name.trim(),
    ...(draft.kind === "" ? {} : { kind: draft.kind }),
    ...(birthDate === "" ? {} : { birth_date: birthDate }),
    ...(countries.length === 0 ? {} : { countries }),
    ...(draft.gender === "" ? {} : { gender: draft.gender }),
    ...(identifiers.length === 0 ? {} : { identifiers }),
    ...(reference === "" ? {} : { reference }),
    ...(draft.sources.length === 0 ? {} : { sources: draft.sources }),
    ...(threshold === "" ? {} : { threshold: Number(threshold) }),
  };
}

/** The message about a list of values, of which the API names the faulty one. */
export function errorOfList(errors: Record<string, string | undefined>, name: string): string | undefined {
  return Object.entries(errors).find(([field]) => field === name || field.startsWith(`${name}[`))?.[1];
}
