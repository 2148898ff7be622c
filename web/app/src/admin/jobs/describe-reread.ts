import type { RereadOut } from "sisuiq-client";

/** Why a document is read again, and how far that is. */
export function describeReread({ reason, status, progress }: RereadOut): string {
  const why = reason === "newer_reader" ? "The text extraction was improved" : "Reindexing was requested";
  switch (status) {
    case "waiting":
      return `${why}: waits to be read again (${progress}% done).`;
    case "running":
      return `${why}: being read again (${progress}% done).`;
    case "failed":
      return `${why}, but the document could not be read again. The earlier text stays in use.`;
  }
}
