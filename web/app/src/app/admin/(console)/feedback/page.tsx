import { Suspense } from "react";

import { FeedbackInbox } from "@/admin/feedback/feedback-inbox";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_feedback);

export default function Page() {
  return (
    <Suspense>
      <FeedbackInbox />
    </Suspense>
  );
}
