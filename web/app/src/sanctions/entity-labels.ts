import type {
  ListChange,
  ListEntityCountryRelation,
  ListEntityGender,
  ListEntityIdentifierKind,
  ListEntityKind,
  ListEntityLinkRelation,
  ListEntityNameKind,
  ListEntityNameQuality,
  ListSourcePart,
} from "sisuiq-client";

import * as m from "@/paraglide/messages";

export const KIND_LABELS: Record<ListEntityKind, string> = {
  person: m.entities_kind_person(),
  organisation: m.entities_kind_organisation(),
  vessel: m.entities_kind_vessel(),
  aircraft: m.entities_kind_aircraft(),
  other: m.entities_kind_other(),
};

export const CHANGE_LABELS: Record<ListChange, string> = {
  added: m.sources_count_added(),
  changed: m.sources_count_changed(),
  removed: m.sources_count_removed(),
};

export const NAME_LABELS: Record<ListEntityNameKind, string> = {
  primary: m.entities_name_primary(),
  alias: m.entities_name_alias(),
  former: m.entities_name_former(),
  current: m.entities_name_current(),
};

export const QUALITY_LABELS: Record<ListEntityNameQuality, string> = {
  strong: m.entities_quality_strong(),
  weak: m.entities_quality_weak(),
  low: m.entities_quality_low(),
  unstated: m.entities_quality_unstated(),
};

export const GENDER_LABELS: Record<ListEntityGender, string> = {
  female: m.entities_gender_female(),
  male: m.entities_gender_male(),
};

export const COUNTRY_LABELS: Record<ListEntityCountryRelation, string> = {
  nationality: m.entities_nationality(),
  citizenship: m.entities_citizenship(),
};

export const IDENTIFIER_LABELS: Record<ListEntityIdentifierKind, string> = {
  passport: m.entities_identifier_passport(),
  national_id: m.entities_identifier_national_id(),
  tax_number: m.entities_identifier_tax_number(),
  registration: m.entities_identifier_registration(),
  imo: m.entities_identifier_imo(),
  imo_company: m.entities_identifier_imo_company(),
  mmsi: m.entities_identifier_mmsi(),
  call_sign: m.entities_identifier_call_sign(),
  aircraft: m.entities_identifier_aircraft(),
  bic: m.entities_identifier_bic(),
  bank_code: m.entities_identifier_bank_code(),
  bank_account: m.entities_identifier_bank_account(),
  security: m.entities_identifier_security(),
  driving_licence: m.entities_identifier_driving_licence(),
  other: m.entities_identifier_other(),
};

export const RELATION_LABELS: Record<ListEntityLinkRelation, string> = {
  linked_to: m.entities_relation_linked_to(),
  owned_by: m.entities_relation_owned_by(),
  mentions: m.entities_relation_mentions(),
};

export const RECORD_LABELS: Record<ListSourcePart, string> = {
  entry: m.entities_record_entry(),
  alias: m.entities_record_alias(),
  address: m.entities_record_address(),
  comment: m.entities_record_comment(),
};

/** The names of fields in changes. */
export const FIELD_LABELS: Record<string, string> = {
  addresses: m.entities_addresses(),
  attributes: m.entities_attributes(),
  birth_dates: m.entities_birth_dates(),
  birth_places: m.entities_birth_places(),
  countries: m.entities_countries(),
  ends_on: m.entities_ends_on(),
  gender: m.entities_gender(),
  identifiers: m.entities_identifiers(),
  kind: m.entities_kind(),
  legal_bases: m.entities_legal_bases(),
  links: m.entities_links(),
  listed_on: m.entities_listed_on(),
  names: m.entities_names(),
  positions: m.entities_positions(),
  programmes: m.entities_programmes(),
  reference: m.entities_reference(),
  remarks: m.entities_remarks(),
  titles: m.entities_titles(),
  unread: m.entities_unread(),
  updated_on: m.entities_updated_on(),
  wallets: m.entities_wallets(),
};
