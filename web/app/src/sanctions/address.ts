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

/** The page that screens names and files. */
export const SCREENING_PATH = "/sanctions/screening/";

/** The address of the screening of a file. */
export function batchAddress(id: string): string {
  return `${SCREENING_PATH}?${new URLSearchParams({ batch: id })}`;
}

/** The alerts of screenings. */
export const ALERTS_PATH = "/sanctions/alerts/";

/** The address of an alert. */
export function alertAddress(id: string): string {
  return `/sanctions/alert/?${new URLSearchParams({ id })}`;
}
