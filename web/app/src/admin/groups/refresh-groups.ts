import type { QueryClient } from "@tanstack/react-query";

/** Lists that show groups: of the administration, of those who share documents, and of a document's readers. */
const LISTS = ["/api/admin/groups", "groups", "shares", "/api/admin/users/{id}"];

export const groupKey = (id: string) => ["/api/admin/groups/{id}", id];

export const membersPath = (id: string) => `/api/admin/groups/${id}/members`;

/** Invalidates every list that shows groups. */
export async function refreshGroups(queries: QueryClient): Promise<void> {
  await Promise.all(LISTS.map((list) => queries.invalidateQueries({ queryKey: [list] })));
}

/** Invalidates a group and every list that shows it. */
export async function refreshGroup(queries: QueryClient, id: string): Promise<void> {
  await Promise.all([
    refreshGroups(queries),
    queries.invalidateQueries({ queryKey: groupKey(id) }),
    queries.invalidateQueries({ queryKey: [membersPath(id)] }),
  ]);
}
