import type { FeedbackRating } from "sisuiq-client";

import * as m from "@/paraglide/messages";

export const RATING_LABELS: Record<FeedbackRating, string> = {
  up: m.labels_rating_up(),
  down: m.labels_rating_down(),
};
