import type {
  ListEntityAddress,
  ListEntityAttribute,
  ListEntityCountry,
  ListEntityIdentifier,
  ListEntityLink,
  ListEntityName,
  ListEntityWallet,
  ListLegalBasis,
  ListPartialDate,
} from "sisuiq-client";

import { humanize } from "@/lib/words";
import * as m from "@/paraglide/messages";
import { day } from "@/sanctions/day";
import {
  COUNTRY_LABELS,
  FIELD_LABELS,
  GENDER_LABELS,
  IDENTIFIER_LABELS,
  KIND_LABELS,
  NAME_LABELS,
  QUALITY_LABELS,
  RELATION_LABELS,
} from "@/sanctions/entity-labels";

const joined = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(" · ");

export function describeName({ text, kind, quality, language, original_script, note }: ListEntityName): string {
  return joined(text, NAME_LABELS[kind], QUALITY_LABELS[quality], language, original_script ? m.entities_original_script() : null, note);
}

/** An address in the order of an envelope. */
export function describeAddress(address: ListEntityAddress): string {
  const { text, street, city, region, postal_code, country, country_code, note } = address;
  const place = [text, street, city, region, postal_code, country ?? country_code].filter(Boolean).join(", ");
  return joined(place, country ? country_code : null, note);
}

export function describeDate({ text, circa, note }: ListPartialDate): string {
  return joined(text, circa ? m.entities_circa() : null, note);
}

export function describeCountry({ name, code, relation }: ListEntityCountry): string {
  return joined(name, code === name ? null : code, COUNTRY_LABELS[relation]);
}

/** The publisher's name of a number; that of its class if there is none. */
export function identifierLabel({ kind, label }: Pick<ListEntityIdentifier, "kind" | "label">): string {
  return label || IDENTIFIER_LABELS[kind];
}

function describeIdentifier(identifier: ListEntityIdentifier): string {
  const { number, country, issued, expires, note } = identifier;
  return joined(
    `${identifierLabel(identifier)} ${number}`,
    country,
    issued && m.entities_issued_on({ date: describeDate(issued) }),
    expires && m.entities_expires_on({ date: describeDate(expires) }),
    note,
  );
}

export function describeLegalBasis({ text, published_on, in_force_from, url }: ListLegalBasis): string {
  return joined(
    text,
    published_on && m.entities_published_on({ date: day(published_on) }),
    in_force_from && m.entities_in_force_from({ date: day(in_force_from) }),
    url,
  );
}

function describeLink({ relation, name, text }: ListEntityLink): string {
  return joined(`${RELATION_LABELS[relation]}: ${name}`, text);
}

const describeAttribute = ({ label, value }: ListEntityAttribute) => `${label}: ${value}`;
const describeWallet = ({ currency, address }: ListEntityWallet) => `${currency} ${address}`;

/** How the values of each field are written. What is not here is a text. */
const DESCRIPTIONS: Record<string, (value: never) => string> = {
  addresses: describeAddress,
  attributes: describeAttribute,
  birth_dates: describeDate,
  birth_places: describeAddress,
  countries: describeCountry,
  ends_on: day,
  gender: (value: keyof typeof GENDER_LABELS) => GENDER_LABELS[value],
  identifiers: describeIdentifier,
  kind: (value: keyof typeof KIND_LABELS) => KIND_LABELS[value],
  legal_bases: describeLegalBasis,
  links: describeLink,
  listed_on: day,
  names: describeName,
  updated_on: day,
  wallets: describeWallet,
};

export function fieldLabel(field: string): string {
  return FIELD_LABELS[field] ?? humanize(field);
}

/** A value of a field in words; its JSON if a later release has another form. */
export function describeValue(field: string, value: unknown): string {
  const describe = DESCRIPTIONS[field] as ((value: unknown) => string | undefined) | undefined;
  const isText = typeof value === "string";
  // a text in place of an object, or an object in place of a text, would be described as nothing
  const described = describe && isText === TEXTS.has(field) && value !== null ? describe(value) : undefined;
  return described || (isText ? value : JSON.stringify(value));
}

/** Fields whose values are texts with descriptions of their own. */
const TEXTS = new Set(["ends_on", "gender", "kind", "listed_on", "updated_on"]);
