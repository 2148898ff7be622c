import { RATING_LABELS } from "@/lib/labels";

/** The values of the filter in the address. */
export const RATING_CHOICES = [
  { value: "up", label: RATING_LABELS.helpful },
  { value: "down", label: RATING_LABELS.not_helpful },
  { value: "inaccurate", label: RATING_LABELS.inaccurate },
];

/** The filters of the API for a value of the filter. For the API, an inaccurate answer is also rated `down`. */
export function ratingFilters(chosen: string): Record<string, string> {
  switch (chosen) {
    case "down":
      return { rating: "down", is_inaccurate: "false" };
    case "inaccurate":
      return { is_inaccurate: "true" };
    default:
      return { rating: chosen };
  }
}
