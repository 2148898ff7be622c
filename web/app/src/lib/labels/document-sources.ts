import type { DocumentSource } from "sisuiq-client";

import * as m from "@/paraglide/messages";

export const SOURCE_LABELS: Record<DocumentSource, string> = {
  uetcl: m.labels_document_source_uetcl(),
  era: m.labels_document_source_era(),
  memd: m.labels_document_source_memd(),
  world_bank: m.labels_document_source_world_bank(),
  other: m.labels_document_source_other(),
};
