import type { RatedSourceOut } from "sisuiq-client";

import type { FeedbackRow } from "@/admin/rows";
import { answerNote, type Note } from "@/answers/notes";
import * as m from "@/paraglide/messages";

type RatedAnswer = Pick<FeedbackRow, "support" | "grounding" | "sources" | "abstained" | "stopped">;

/** The badge of the rated answer that says whether it answers the question, as its user sees it. */
export function answerNoteOf({ support, grounding, sources, abstained, stopped }: RatedAnswer): Note | null {
  return answerNote({
    support: support ?? null,
    grounding: grounding ?? null,
    citations: sources,
    isAbstained: abstained,
    isStopped: stopped,
  });
}

/** The name and page of a source. The API omits both if the document is deleted or the administrator has no access to it. */
export function describeSource({ document_name, page }: RatedSourceOut): string {
  return typeof document_name === "string" && typeof page === "number"
    ? m.admin_feedback_source_page({ document: document_name, page })
    : m.admin_feedback_source_unavailable();
}
