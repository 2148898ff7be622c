"use client";

import type { FeedbackRow } from "@/admin/rows";
import { Sheet } from "@/components/ui/sheet";
import { DetailsState } from "@/lists/details-state";
import * as m from "@/paraglide/messages";

import { FeedbackDetails } from "./feedback-details";
import { useFeedback } from "./use-feedback";

interface Props {
  answerId: string;
  ratedAt: string;
  /** The row of the list, if it is on the shown page. */
  known: FeedbackRow | undefined;
  onClose: () => void;
}

/** The rating in the address, whichever page of the list it is on by now. */
export function OpenedFeedback({ answerId, ratedAt, known, onClose }: Props) {
  const { feedback, isMissing, error, refetch } = useFeedback(answerId, ratedAt, known);
  if (feedback) {
    return <FeedbackDetails feedback={feedback} onClose={onClose} />;
  }
  return (
    <Sheet
      onClose={onClose}
      side="right"
      title={m.admin_feedback_details_title()}
      closeLabel={m.admin_feedback_details_close()}
      className="w-[min(44rem,100vw)]"
    >
      <DetailsState isMissing={isMissing} missing={m.admin_feedback_missing()} error={error} onRetry={() => void refetch()} />
    </Sheet>
  );
}
