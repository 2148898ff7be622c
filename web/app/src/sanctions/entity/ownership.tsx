import type { OwnershipLinkOut, OwnershipOut } from "sisuiq-client";

import { Link } from "@/components/ui/link";
import { decimal } from "@/lib/format";
import * as m from "@/paraglide/messages";
import { entityAddress } from "@/sanctions/address";
import { RELATION_LABELS } from "@/sanctions/entity-labels";

import { explainOwnership, RULE_LABELS } from "./describe-related";
import { PartTable } from "./part-table";

interface Props {
  ownership: OwnershipOut;
  /** The day that was asked about; empty for now. */
  at: string;
}

/** Owners of an entry and what it owns, as far as its list says so, with the rule about them. */
export function Ownership({ ownership, at }: Props) {
  const { owners, owned, rule } = ownership;
  return (
    <>
      <section className="mb-8 text-[0.8125rem]">
        <h2 className="mb-3 text-base font-semibold">{m.entities_ownership()}</h2>
        <p>{explainOwnership(ownership)}</p>
        {rule && (
          <blockquote className="mt-2 border-l-2 border-border pl-3 text-muted">
            <p className="font-medium">{RULE_LABELS[rule.name]}</p>
            <p lang="en">{rule.text}</p>
            <cite lang="en" className="text-xs wrap-anywhere not-italic">
              {rule.citation}
            </cite>
          </blockquote>
        )}
      </section>
      <Links title={m.entities_owners()} links={owners} at={at} />
      <Links title={m.entities_owned()} links={owned} at={at} />
    </>
  );
}

function Links({ title, links, at }: { title: string; links: OwnershipLinkOut[]; at: string }) {
  return (
    <PartTable
      title={title}
      rows={links}
      columns={[
        { title: m.entities_relation(), cell: ({ relation }) => RELATION_LABELS[relation] },
        { title: m.entities_name(), className: "min-w-48 wrap-anywhere", cell: (link) => <Name link={link} at={at} /> },
        { title: m.entities_standing(), cell: ({ listed }) => describeListed(listed) },
        {
          title: m.entities_share(),
          className: "text-right tabular-nums",
          cell: ({ percent }) =>
            typeof percent === "number" ? m.entities_percent({ percent: decimal(percent) }) : m.entities_share_none(),
        },
        { title: m.entities_link_text(), className: "min-w-48 wrap-anywhere", cell: ({ text }) => text },
      ]}
    />
  );
}

function Name({ link: { id, name }, at }: { link: OwnershipLinkOut; at: string }) {
  return id ? (
    <Link href={entityAddress(id, at)} className="font-medium text-link underline">
      {name}
    </Link>
  ) : (
    name
  );
}

function describeListed(listed: boolean | null | undefined): string {
  if (typeof listed !== "boolean") {
    return m.entities_not_known();
  }
  return listed ? m.entities_standing_listed() : m.entities_is_not_listed();
}
