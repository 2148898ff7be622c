/** The address of a group. The ID is a query parameter, because exported pages have no dynamic paths. */
export function groupAddress(id: string): string {
  return `/admin/group/?id=${id}`;
}
