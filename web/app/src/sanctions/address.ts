/** The list of sources. */
export const SOURCES_PATH = "/sanctions/sources/";

/** The entries of all lists. */
export const ENTITIES_PATH = "/sanctions/entities/";

/** The address of a source. */
export function sourceAddress(id: string): string {
  return `/sanctions/source/?id=${encodeURIComponent(id)}`;
}

/** The address of a run of a source. */
export function runAddress(id: string): string {
  return `/sanctions/run/?id=${encodeURIComponent(id)}`;
}

/** The address of an entry of a list, on a day if there is one. */
export function entityAddress(id: string, at = ""): string {
  return `/sanctions/entity/?${new URLSearchParams(at === "" ? { id } : { id, at })}`;
}

/** The address of the entries of a list that have a name, on a day if there is one. */
export function entitiesAddress(q: string, list: string, at = ""): string {
  return `${ENTITIES_PATH}?${new URLSearchParams(at === "" ? { q, list } : { q, list, at })}`;
}

/** The datasets of documents. */
export const LAW_DATASETS_PATH = "/sanctions/datasets/";

/** The address of a dataset of documents. */
export function lawDatasetAddress(name: string): string {
  return `/sanctions/dataset/?${new URLSearchParams({ name })}`;
}

/** The alerts of screenings. */
export const ALERTS_PATH = "/sanctions/alerts/";

/** The longest text that alerts are searched by. */
const LONGEST_SEARCH = 200;

/** The address of an alert. The API has alerts in lists only, in which the name of its subject finds it. */
export function alertAddress(id: string, subject: string | undefined): string {
  const q = Array.from(subject?.trim() ?? "").slice(0, LONGEST_SEARCH);
  // a shorter text is not searched
  return `/sanctions/alert/?${new URLSearchParams(q.length < 2 ? { id } : { id, q: q.join("") })}`;
}
