import type { FeedbackKind } from "sisuiq-client";

import * as m from "@/paraglide/messages";

export const RATING_LABELS: Record<FeedbackKind, string> = {
  helpful: m.labels_rating_up(),
  not_helpful: m.labels_rating_down(),
  inaccurate: m.labels_rating_inaccurate(),
};
