import type { Metadata } from "next";
import { Suspense } from "react";

import { FeedbackInbox } from "@/admin/feedback/feedback-inbox";

export const metadata: Metadata = { title: "Feedback" };

export default function Page() {
  return (
    <Suspense>
      <FeedbackInbox />
    </Suspense>
  );
}
