import type { GroupRow } from "@/admin/rows";
import * as m from "@/paraglide/messages";

type Deleted = Pick<GroupRow, "name" | "member_count" | "document_count">;

/** What follows from the deletion of a group. */
export function describeDeletion({ name, member_count: members, document_count: documents }: Deleted): string {
  const accounts = members === 0 ? m.admin_groups_delete_no_members() : m.admin_groups_delete_accounts_stay();
  return `${describeDocuments(name, members, documents)} ${accounts}`;
}

function describeDocuments(name: string, members: number, documents: number): string {
  if (documents === 0) {
    return m.admin_groups_delete_no_document({ name });
  }
  return members === 0
    ? m.admin_groups_delete_without_members({ name, count: documents })
    : m.admin_groups_delete_with_members({ name, documents, members });
}
