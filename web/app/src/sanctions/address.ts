/** The list of sources. */
export const SOURCES_PATH = "/sanctions/sources/";

/** The address of a source. */
export function sourceAddress(id: string): string {
  return `/sanctions/source/?id=${encodeURIComponent(id)}`;
}

/** The address of a run of a source. */
export function runAddress(id: string): string {
  return `/sanctions/run/?id=${encodeURIComponent(id)}`;
}
