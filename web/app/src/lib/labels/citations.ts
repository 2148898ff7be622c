import type { CitationLabel } from "sisuiq-client";

import * as m from "@/paraglide/messages";

export const CITATION_LABELS: Record<CitationLabel, string> = {
  valid: m.labels_citation_valid(),
  stale: m.labels_citation_stale(),
  withdrawn: m.labels_citation_withdrawn(),
};
