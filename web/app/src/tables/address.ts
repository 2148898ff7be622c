/** The address of a table. */
export function tableAddress(id: string): string {
  return `/tables/?table=${encodeURIComponent(id)}`;
}
