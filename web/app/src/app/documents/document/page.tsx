import type { Metadata } from "next";
import { Suspense } from "react";

import { DocumentPage } from "@/documents/document-page";

export const metadata: Metadata = { title: "Document" };

export default function Page() {
  return (
    <Suspense>
      <DocumentPage />
    </Suspense>
  );
}
