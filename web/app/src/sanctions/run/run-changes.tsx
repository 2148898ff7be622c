"use client";

import type { ChangedEntityOut, ListChange } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { choices } from "@/lib/labels";
import { type Column, DataTable } from "@/lists/data-table";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import * as m from "@/paraglide/messages";
import { entityAddress } from "@/sanctions/address";
import { FieldChanges } from "@/sanctions/changes/field-changes";
import { CHANGE_LABELS, KIND_LABELS } from "@/sanctions/entity-labels";

const VARIANTS: Record<ListChange, "primary" | "warning" | "neutral"> = { added: "primary", changed: "warning", removed: "neutral" };

/** The most values of a field in the table. The page of the entry has all. */
const MOST = 5;

const COLUMNS: Column<ChangedEntityOut>[] = [
  {
    title: m.sources_changes_entry(),
    className: "min-w-44 [td&]:align-top",
    cell: ({ id, key, name }) => (
      <>
        <Link href={entityAddress(id)} className="font-medium wrap-anywhere text-link hover:underline">
          {name}
        </Link>
        <span className="block text-xs wrap-anywhere text-muted">{key}</span>
      </>
    ),
  },
  { title: m.entities_kind(), className: "[td&]:align-top", cell: ({ kind }) => KIND_LABELS[kind] },
  {
    title: m.sources_changes_change(),
    className: "[td&]:align-top",
    cell: ({ change }) => <Badge variant={VARIANTS[change]}>{CHANGE_LABELS[change]}</Badge>,
  },
  { title: m.sources_changes_fields(), className: "min-w-72 [td&]:align-top", cell: (entry) => <Fields entry={entry} /> },
];

function Fields({ entry: { change, fields } }: { entry: ChangedEntityOut }) {
  if (change !== "changed") {
    return <span className="text-muted">{change === "added" ? m.sources_changes_is_new() : m.sources_changes_is_gone()}</span>;
  }
  if (!fields) {
    return <span className="text-muted">{m.entities_fields_unknown()}</span>;
  }
  return fields.length === 0 ? (
    <span className="text-muted">{m.entities_fields_none()}</span>
  ) : (
    <FieldChanges fields={fields} most={MOST} />
  );
}

/** The entries that a run added, changed or removed. */
export function RunChanges({ id }: { id: string }) {
  const state = useListState();
  const change = state.get("change");
  const path = `/api/v1/sources/runs/${id}/changes`;
  const list = useList<ChangedEntityOut>({ path, state, filters: { change }, isSorted: false });
  // the run is in the address, too
  const reset = () => state.set({ change: "" });
  return (
    <section>
      <h2 className="mb-3 text-base font-semibold">{m.sources_changes()}</h2>
      <Filters>
        <Filter
          name="change"
          label={m.sources_changes_change()}
          all={m.sources_changes_any()}
          choices={choices(CHANGE_LABELS)}
          state={state}
        />
      </Filters>
      <DataTable
        label={m.sources_changes()}
        columns={COLUMNS}
        list={list}
        state={{ ...state, reset }}
        empty={change ? m.sources_changes_no_match() : m.sources_changes_none()}
        rowTestId="change-row"
      />
    </section>
  );
}
