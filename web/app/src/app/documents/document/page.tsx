import { Suspense } from "react";

import { DocumentPage } from "@/documents/document-page";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_document);

export default function Page() {
  return (
    <Suspense>
      <DocumentPage />
    </Suspense>
  );
}
