/** The longest query that the API accepts. */
export const MAX_LENGTH = 200;

/** Whether a text is long enough to be searched for. One syllable or character of other scripts than Latin can be a word. */
export function isSearchable(text: string): boolean {
  const characters = [...text];
  return characters.length > 1 || characters.some((character) => character > "\u007f");
}

/**
 * The query for the API: empty for recent conversations, null for none. `typed` is the text of the field, and `settled` the one
 * before the last pause in typing.
 */
export function queryOf(typed: string, settled: string): string | null {
  if (typed === "") {
    return "";
  }
  return isSearchable(typed) && isSearchable(settled) ? settled : null;
}
