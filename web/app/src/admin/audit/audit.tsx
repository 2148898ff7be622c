"use client";

import type { AuditRecordOut } from "sisuiq-client";

import { Link } from "@/components/ui/link";
import { dateTime, humanize } from "@/lib/format";
import { type Column, DataTable } from "@/lists/data-table";
import { DayFilter } from "@/lists/day-filter";
import { dayRange } from "@/lists/day-range";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";
import { PageHeader } from "@/shell/page-header";

import { ExportButton } from "./export-button";
import { ACTION_LABELS, ACTIONS, OBJECT_KINDS, OBJECT_LABELS, OUTCOMES, REASON_LABELS } from "./names";
import { OnlyOne } from "./only-one";
import { RefusedBadge } from "./refused-badge";

const COLUMNS: Column<AuditRecordOut>[] = [
  {
    title: m.admin_audit_action(),
    className: "min-w-44 sm:min-w-56",
    cell: (record) => (
      <>
        <span className="flex flex-wrap items-center gap-x-2 font-medium">
          {ACTION_LABELS[record.action]}
          <RefusedBadge record={record} />
        </span>
        <span className="block text-xs text-muted">{dateTime(record.at)}</span>
      </>
    ),
  },
  {
    title: m.admin_audit_actor(),
    className: "min-w-44 wrap-anywhere",
    cell: ({ actor, actor_email, address }) => (
      <>
        <Party id={actor} email={actor_email} address={actor && `/admin/audit/?actor=${actor}`} />
        {address && <span className="block text-xs text-muted">{m.admin_audit_from({ address })}</span>}
      </>
    ),
  },
  {
    title: m.admin_audit_object(),
    className: "min-w-40 wrap-anywhere",
    cell: ({ object_kind, object_id, object_email }) => (
      <>
        {object_kind && <span className="block">{OBJECT_LABELS[object_kind]}</span>}
        <Party
          id={object_id}
          email={object_email}
          address={object_kind && object_id && `/admin/audit/?object_kind=${object_kind}&object_id=${object_id}`}
        />
      </>
    ),
  },
  {
    title: m.admin_audit_details(),
    className: "min-w-40",
    cell: ({ details }) => <Details details={details as Record<string, unknown>} />,
  },
];

export function Audit() {
  const state = useListState();
  const { get } = state;
  const filters = {
    action: get("action"),
    outcome: get("outcome"),
    object_kind: get("object_kind"),
    actor: get("actor"),
    object_id: get("object_id"),
    ...dayRange(get("from"), get("until")),
  };
  const list = useList<AuditRecordOut>({ path: "/api/admin/audit", state, filters, isSorted: false });
  return (
    <>
      <PageHeader
        title={m.admin_audit_title()}
        description={m.admin_audit_description()}
        actions={
          <div className="max-w-80 sm:text-right">
            <ExportButton />
            <p className="mt-1.5 text-xs text-muted">{m.admin_audit_export_hint()}</p>
          </div>
        }
      />
      <Filters>
        <Filter name="action" label={m.admin_audit_action()} all={m.admin_audit_actions_all()} choices={ACTIONS} state={state} />
        <Filter name="outcome" label={m.admin_audit_outcome()} all={m.admin_audit_outcome_any()} choices={OUTCOMES} state={state} />
        <Filter name="object_kind" label={m.admin_audit_object()} all={m.admin_audit_objects_all()} choices={OBJECT_KINDS} state={state} />
        <DayFilter name="from" label={m.common_day_from()} state={state} />
        <DayFilter name="until" label={m.common_day_until()} state={state} />
        {get("actor") && (
          <OnlyOne
            name="actor"
            text={m.admin_audit_only_actor({ actor: nameOf(get("actor"), list.data?.data[0]?.actor_email) })}
            state={state}
          />
        )}
        {get("object_id") && (
          <OnlyOne
            name="object_id"
            text={m.admin_audit_only_object({ object: nameOf(get("object_id"), list.data?.data[0]?.object_email) })}
            state={state}
          />
        )}
      </Filters>
      <DataTable label={m.admin_audit_title()} columns={COLUMNS} list={list} state={state} empty={m.admin_audit_empty()} />
    </>
  );
}

interface PartyProps {
  id: string | null | undefined;
  email: string | null | undefined;
  /** The list of the records about it. */
  address: string | null | undefined;
}

/** An account by its e-mail address, anything else by the end of its ID, with a link to all records about it. */
function Party({ id, email, address }: PartyProps) {
  if (!id) {
    return "–";
  }
  const name = email ?? <span className="font-mono text-xs whitespace-nowrap">{shortened(id)}</span>;
  return address ? (
    <Link href={address} title={id} className="text-link hover:underline">
      {name}
    </Link>
  ) : (
    name
  );
}

function shortened(id: string): string {
  return id.length > 13 ? `…${id.slice(-12)}` : id;
}

function nameOf(id: string, email: string | null | undefined): string {
  return email ?? shortened(id);
}

function Details({ details }: { details: Record<string, unknown> }) {
  const known = Object.entries(details);
  return (
    <ul className="max-w-72 text-xs text-muted">
      {known.map(([name, value]) => (
        <li key={name} className="wrap-anywhere">
          {describeDetail(name, value)}
        </li>
      ))}
    </ul>
  );
}

function describeDetail(name: string, value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return name === "because"
    ? m.admin_audit_detail({ name: m.admin_audit_reason(), value: REASON_LABELS[text] ?? text })
    : m.admin_audit_detail({ name: humanize(name), value: text });
}
