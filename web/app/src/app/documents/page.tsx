import { Suspense } from "react";

import { DocumentsPage } from "@/documents/documents-page";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_documents);

export default function Page() {
  return (
    <Suspense>
      <DocumentsPage />
    </Suspense>
  );
}
