import type { CoveredListOut, EntityVersionOut, ListEntity, ListEntityLink } from "sisuiq-client";

import { Fact } from "@/components/fact";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import * as m from "@/paraglide/messages";
import { entitiesAddress } from "@/sanctions/address";
import { describeAddress, describeCountry, describeDate, identifierLabel } from "@/sanctions/changes/describe-values";
import { day } from "@/sanctions/day";
import { GENDER_LABELS, KIND_LABELS, NAME_LABELS, QUALITY_LABELS, RELATION_LABELS } from "@/sanctions/entity-labels";
import type { Account } from "@/session/account";

import { LegalBases } from "./legal-bases";
import { PartTable } from "./part-table";
import { Provenance } from "./provenance";

interface Props {
  version: EntityVersionOut;
  list: CoveredListOut;
  /** The day that was asked about; empty for now. */
  at: string;
  account: Account;
}

/** All that a version of an entry says. */
export function EntityContent({ version, list, at, account }: Props) {
  const { content } = version;
  return (
    <>
      {content ? (
        <Content content={content} list={list} at={at} />
      ) : (
        <Notice variant="warning" className="mb-8">
          {m.entities_content_unknown()}
        </Notice>
      )}
      <Provenance version={version} records={content?.records ?? []} account={account} />
    </>
  );
}

function Content({ content, list, at }: { content: ListEntity; list: CoveredListOut; at: string }) {
  return (
    <>
      <div className="mb-8 grid gap-4 lg:grid-cols-2">
        <About content={content} />
        <LegalBases content={content} />
      </div>
      <PartTable
        title={m.entities_names()}
        rows={content.names}
        columns={[
          { title: m.entities_name(), className: "min-w-48 font-medium wrap-anywhere", cell: ({ text }) => text },
          { title: m.entities_name_kind(), cell: ({ kind }) => NAME_LABELS[kind] },
          { title: m.entities_quality(), cell: ({ quality }) => QUALITY_LABELS[quality] },
          { title: m.entities_language(), cell: ({ language, original_script }) => describeLanguage(language, original_script) },
          { title: m.entities_note(), className: "min-w-32 wrap-anywhere", cell: ({ note }) => note },
        ]}
      />
      <PartTable
        title={m.entities_identifiers()}
        rows={content.identifiers}
        columns={[
          { title: m.entities_identifier(), className: "min-w-32", cell: identifierLabel },
          { title: m.entities_identifier_number(), className: "min-w-32 font-medium wrap-anywhere", cell: ({ number }) => number },
          { title: m.entities_country(), cell: ({ country }) => country },
          { title: m.entities_issued(), cell: ({ issued }) => issued && describeDate(issued) },
          { title: m.entities_expires(), cell: ({ expires }) => expires && describeDate(expires) },
          { title: m.entities_note(), className: "min-w-32 wrap-anywhere", cell: ({ note }) => note },
        ]}
      />
      <PartTable
        title={m.entities_addresses()}
        rows={content.addresses}
        columns={[{ title: m.entities_address(), className: "wrap-anywhere", cell: describeAddress }]}
      />
      <PartTable
        title={m.entities_links()}
        rows={content.links}
        columns={[
          { title: m.entities_relation(), cell: ({ relation }) => RELATION_LABELS[relation] },
          { title: m.entities_name(), className: "min-w-48 wrap-anywhere", cell: (link) => <Related link={link} list={list.id} at={at} /> },
          { title: m.entities_link_text(), className: "min-w-48 wrap-anywhere", cell: ({ text }) => text },
        ]}
      />
      <PartTable
        title={m.entities_wallets()}
        rows={content.wallets}
        columns={[
          { title: m.entities_currency(), cell: ({ currency }) => currency },
          { title: m.entities_address(), className: "min-w-64 font-mono text-xs wrap-anywhere", cell: ({ address }) => address },
        ]}
      />
      <PartTable
        title={m.entities_attributes()}
        rows={content.attributes}
        columns={[
          { title: m.entities_attribute(), className: "min-w-32", cell: ({ label }) => label },
          { title: m.entities_attribute_value(), className: "min-w-48 wrap-anywhere", cell: ({ value }) => value },
        ]}
      />
      <PartTable
        title={m.entities_remarks()}
        rows={content.remarks}
        columns={[{ title: m.entities_text(), className: "wrap-anywhere", cell: (text) => text }]}
      />
      <PartTable
        title={m.entities_unread()}
        rows={content.unread}
        columns={[{ title: m.entities_text(), className: "wrap-anywhere", cell: (text) => text }]}
      />
    </>
  );
}

function About({ content }: { content: ListEntity }) {
  const { kind, gender, birth_dates, birth_places, countries, titles, positions, reference, listed_on, updated_on, ends_on } = content;
  return (
    <Card>
      <CardHeader title={m.entities_about()} />
      <CardContent>
        <dl className="grid gap-x-8 gap-y-3 text-[0.8125rem] sm:grid-cols-2">
          <Fact term={m.entities_kind()}>{KIND_LABELS[kind]}</Fact>
          {gender && <Fact term={m.entities_gender()}>{GENDER_LABELS[gender]}</Fact>}
          <Several term={m.entities_birth_dates()} texts={birth_dates.map(describeDate)} />
          <Several term={m.entities_birth_places()} texts={birth_places.map(describeAddress)} />
          <Several term={m.entities_countries()} texts={countries.map(describeCountry)} />
          <Several term={m.entities_titles()} texts={titles} />
          <Several term={m.entities_positions()} texts={positions} />
          {reference && <Fact term={m.entities_reference()}>{reference}</Fact>}
          <Fact term={m.entities_listed_on()}>{listed_on ? day(listed_on) : undefined}</Fact>
          <Several term={m.entities_updated_on()} texts={updated_on.map(day)} />
          {ends_on && <Fact term={m.entities_ends_on()}>{day(ends_on)}</Fact>}
        </dl>
      </CardContent>
    </Card>
  );
}

/** A fact that a list may state several times; nothing if it states none. */
function Several({ term, texts }: { term: string; texts: string[] }) {
  return (
    texts.length > 0 && (
      <Fact term={term}>
        {texts.map((text, at) => (
          <span key={at} className="block">
            {text}
          </span>
        ))}
      </Fact>
    )
  );
}

/** The other entry of a relation. The list gives its name or reference; the search finds it by that. */
function Related({ link: { name, target }, list, at }: { link: ListEntityLink; list: string; at: string }) {
  return target ? (
    <Link href={entitiesAddress(name, list, at)} className="font-medium text-link underline">
      {name}
    </Link>
  ) : (
    name
  );
}

function describeLanguage(language: string | undefined, isOriginal: boolean): string | undefined {
  return [language, isOriginal && m.entities_original_script()].filter(Boolean).join(" · ") || undefined;
}
