import type { DocumentStatus } from "sisuiq-client";

import * as m from "@/paraglide/messages";

export const STATUS_LABELS: Record<DocumentStatus, string> = {
  pending: m.labels_document_status_pending(),
  processing: m.labels_document_status_processing(),
  ready: m.labels_document_status_ready(),
  failed: m.labels_document_status_failed(),
};

/** In place of the status of a document that is processed but has no text. */
export const NO_TEXT = m.labels_document_status_no_text();
