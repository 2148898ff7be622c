import type { FeedbackKind, FeedbackOut } from "sisuiq-client";

/** A rating as the API stores it: an inaccurate answer is a negative rating. */
type Rating = Pick<FeedbackOut, "rating" | "is_inaccurate">;

/** The kind of a stored rating. */
export function kindOf({ rating, is_inaccurate }: Rating): FeedbackKind {
  return rating === "up" ? "helpful" : is_inaccurate ? "inaccurate" : "not_helpful";
}

/** The rating by which a kind is stored. */
export function ratingOf(kind: FeedbackKind): Rating {
  return { rating: kind === "helpful" ? "up" : "down", is_inaccurate: kind === "inaccurate" };
}
