import * as m from "@/paraglide/messages";

/** The largest file that the API accepts, in bytes. */
export const MOST_BYTES = 32 * 1024 * 1024;

/** The most rows of a file. */
export const MOST_ROWS = 100_000;

/** The reason why a file cannot be screened, or null. Its rows are checked by the API. */
export function refusalOf({ name, size }: Pick<File, "name" | "size">): string | null {
  if (!/.\.csv$/i.test(name)) {
    return m.screening_file_not_csv();
  }
  if (size === 0) {
    return m.screening_file_empty();
  }
  return size > MOST_BYTES ? m.screening_file_too_large() : null;
}
