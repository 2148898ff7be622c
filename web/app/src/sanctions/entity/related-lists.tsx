import type { RelatedEntityOut, RelatedOut } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import * as m from "@/paraglide/messages";
import { entityAddress } from "@/sanctions/address";
import { day } from "@/sanctions/day";
import { describePeriod } from "@/sanctions/period";

import { explainDifference, STANDING_LABELS } from "./describe-related";
import { PartTable } from "./part-table";

interface Props {
  related: RelatedOut;
  /** The day that was asked about; empty for now. */
  at: string;
}

/** What other lists say about the same person or thing. */
export function RelatedLists({ related, at }: Props) {
  const { lists, entries } = related;
  if (lists.length === 0) {
    return null;
  }
  return (
    <>
      <section className="mb-8">
        <h2 className="mb-3 text-base font-semibold">{m.entities_other_lists()}</h2>
        <ul className="flex flex-wrap gap-x-6 gap-y-2 text-[0.8125rem]" data-testid="other-lists">
          {lists.map(({ id, name, standing }) => (
            <li key={id} className="wrap-anywhere">
              {name} <Badge variant={standing === "listed" ? "danger" : "neutral"}>{STANDING_LABELS[standing]}</Badge>
            </li>
          ))}
        </ul>
        <p className="mt-2 text-xs text-muted">{m.entities_other_lists_hint()}</p>
      </section>
      <PartTable
        title={m.entities_other_entries()}
        rows={entries}
        columns={[
          { title: m.entities_list(), className: "min-w-36 wrap-anywhere", cell: ({ list_name }) => list_name },
          { title: m.entities_name(), className: "min-w-48 wrap-anywhere", cell: (entry) => <Entry entry={entry} at={at} /> },
          { title: m.entities_programmes(), className: "min-w-32 wrap-anywhere", cell: ({ programmes }) => programmes.join(", ") || "–" },
          { title: m.entities_listed_on(), cell: ({ listed_on }) => listed_on && day(listed_on) },
          {
            title: m.entities_standing(),
            className: "min-w-40",
            cell: (entry) => (
              <>
                {STANDING_LABELS[entry.standing]}
                <span className="block text-xs text-muted">{describePeriod(entry)}</span>
              </>
            ),
          },
          { title: m.entities_difference(), className: "min-w-48", cell: ({ difference }) => difference && explainDifference(difference) },
        ]}
      />
    </>
  );
}

function Entry({ entry, at }: { entry: RelatedEntityOut; at: string }) {
  const { id, name, key, shares_identifier } = entry;
  return (
    <>
      <Link href={entityAddress(id, at)} className="font-medium text-link underline">
        {name}
      </Link>
      <span className="block text-xs text-muted">
        {shares_identifier ? m.entities_same_number({ key }) : m.entities_same_name({ key })}
      </span>
    </>
  );
}
