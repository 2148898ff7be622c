import type { SubjectIdentifierKind } from "sisuiq-client";

import { humanize } from "@/lib/words";
import * as m from "@/paraglide/messages";
import { IDENTIFIER_LABELS } from "@/sanctions/entity-labels";

const { other: _, ...NUMBERS } = IDENTIFIER_LABELS;

/** The numbers that somebody can be screened with. */
export const SUBJECT_IDENTIFIER_LABELS: Record<SubjectIdentifierKind, string> = { ...NUMBERS, wallet: m.screening_identifier_wallet() };

const AGREEMENT_LABELS: Record<string, string> = {
  equal: m.screening_agreement_equal(),
  fuzzy: m.screening_agreement_fuzzy(),
  phonetic: m.screening_agreement_phonetic(),
  initial: m.screening_agreement_initial(),
  abbreviation: m.screening_agreement_abbreviation(),
  transliterated: m.screening_agreement_transliterated(),
  joined: m.screening_agreement_joined(),
  acronym: m.screening_agreement_acronym(),
};

const FACT_LABELS: Record<string, string> = {
  identifier: m.screening_fact_identifier(),
  birth_date: m.entities_birth_dates(),
  gender: m.entities_gender(),
  country: m.screening_fact_country(),
};

/** How two words agree. A later release may have other ways. */
export function agreementLabel(agreement: string): string {
  return AGREEMENT_LABELS[agreement] ?? humanize(agreement);
}

/** What is compared beside the name. A later release may compare other facts. */
export function factLabel(fact: string): string {
  return FACT_LABELS[fact] ?? humanize(fact);
}
