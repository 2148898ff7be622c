import type { DocumentType } from "sisuiq-client";

import * as m from "@/paraglide/messages";

export const TYPE_LABELS: Record<DocumentType, string> = {
  strategy: m.labels_document_type_strategy(),
  regulatory: m.labels_document_type_regulatory(),
  technical: m.labels_document_type_technical(),
  report: m.labels_document_type_report(),
  policy: m.labels_document_type_policy(),
  other: m.labels_document_type_other(),
};
