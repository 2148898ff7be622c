/** The longest condition of a chart or map, as JSON in UTF-8. */
export const MOST_FILTER_BYTES = 2_000;

/** Whether the API would refuse a condition because of its length. */
export function isTooLong(filter: string | null): boolean {
  return filter !== null && new TextEncoder().encode(filter).length > MOST_FILTER_BYTES;
}
