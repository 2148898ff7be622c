import type { RefusalOut } from "sisuiq-client";

/** A question in which a chosen column stands in place of the word that was not understood, or before a question without one. */
export function questionWith(question: string, { words }: Pick<RefusalOut, "words">, column: string): string {
  const quoted = `'${column}'`;
  const [word] = words;
  if (word === undefined || word === "") {
    return `${quoted} ${question}`;
  }
  // words are reported in lower case
  const at = question.toLowerCase().indexOf(word.toLowerCase());
  return at < 0 ? `${quoted} ${question}` : question.slice(0, at) + quoted + question.slice(at + word.length);
}
