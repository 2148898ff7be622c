import { Suspense } from "react";

import { Documents } from "@/admin/documents/documents";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_documents);

export default function Page() {
  return (
    <Suspense>
      <Documents />
    </Suspense>
  );
}
