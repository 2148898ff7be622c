import type { GroupRow } from "@/admin/rows";
import { plural } from "@/lib/format";

type Deleted = Pick<GroupRow, "name" | "member_count" | "document_count">;

/** What follows from the deletion of a group. */
export function describeDeletion({ name, member_count, document_count }: Deleted): string {
  const accounts = member_count === 0 ? "It has no members." : "The accounts of its members stay.";
  if (document_count === 0) {
    return `No document is shared with “${name}”. ${accounts}`;
  }
  const readers = member_count === 0 ? `“${name}”` : `the ${plural(member_count, "member")} of “${name}”`;
  const verb = document_count === 1 ? "is" : "are";
  return `${plural(document_count, "document")} ${verb} no longer shared with ${readers}. ${accounts}`;
}
