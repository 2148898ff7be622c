"use client";

import { UserPlus } from "lucide-react";
import type { UserRow } from "@/admin/rows";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { dateTime, whole } from "@/lib/format";
import { ACCOUNT_STATUS_LABELS, choices, ROLE_LABELS } from "@/lib/labels";
import { type Column, DataTable } from "@/lists/data-table";
import { Filter } from "@/lists/filter";
import { Filters } from "@/lists/filters";
import { SearchField } from "@/lists/search-field";
import { useDialogInAddress } from "@/lists/use-dialog-in-address";
import { useList } from "@/lists/use-list";
import { useListState } from "@/lists/use-list-state";
import { PageHeader } from "@/shell/page-header";

import { AccountStatusBadge } from "./account-status-badge";
import { userAddress } from "./address";
import { InviteDialog } from "./invite-dialog";

const COLUMNS: Column<UserRow>[] = [
  {
    title: "E-mail",
    sort: "email",
    cell: ({ id, email }) => (
      <Link href={userAddress(id)} className="font-medium text-link hover:underline">
        {email}
      </Link>
    ),
  },
  { title: "Name", sort: "name", className: "whitespace-nowrap", cell: ({ name }) => name },
  { title: "Role", cell: ({ role }) => <Badge variant={role === "admin" ? "primary" : "neutral"}>{ROLE_LABELS[role]}</Badge> },
  { title: "Status", cell: ({ status }) => <AccountStatusBadge status={status} /> },
  { title: "Conversations", className: "text-right tabular-nums", cell: ({ session_count }) => whole(session_count) },
  { title: "Created", sort: "created_at", className: "whitespace-nowrap", cell: ({ created_at }) => dateTime(created_at) },
];

export function Users() {
  const state = useListState();
  const [isInviting, setInviting] = useDialogInAddress(state, "invite");
  const filters = { q: state.get("q"), role: state.get("role"), status: state.get("status") };
  const list = useList<UserRow>({ path: "/api/admin/users", state, filters });
  return (
    <>
      <PageHeader
        title="Users"
        description="All accounts."
        actions={
          <Button variant="primary" onClick={() => setInviting(true)}>
            <UserPlus />
            Invite a person
          </Button>
        }
      />
      <Filters>
        <SearchField label="Search by e-mail or name" state={state} />
        <Filter name="role" label="Role" all="All roles" choices={choices(ROLE_LABELS)} state={state} />
        <Filter name="status" label="Status" all="Any status" choices={choices(ACCOUNT_STATUS_LABELS)} state={state} />
      </Filters>
      <DataTable label="Users" columns={COLUMNS} list={list} state={state} empty="No account matches." />
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}
