import type { RatedSourceOut } from "sisuiq-client";

import type { FeedbackRow } from "@/admin/rows";

/** How well the documents support an answer; null where that was not determined. */
export function describeSupport({ abstained, support }: Pick<FeedbackRow, "abstained" | "support">): string | null {
  if (abstained || support === "none") {
    return "Not in the documents";
  }
  if (support === "near") {
    return "Related passages only";
  }
  return support === "full" ? "Supported" : null;
}

/** The name and page of a source. The API omits both if the document is deleted or the administrator has no access to it. */
export function describeSource({ document_name, page }: RatedSourceOut): string {
  return typeof document_name === "string" && typeof page === "number"
    ? `${document_name}, page ${page}`
    : "A document that was deleted or that you have no access to";
}
