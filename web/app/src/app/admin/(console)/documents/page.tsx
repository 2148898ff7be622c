import type { Metadata } from "next";
import { Suspense } from "react";

import { Documents } from "@/admin/documents/documents";

export const metadata: Metadata = { title: "Documents" };

export default function Page() {
  return (
    <Suspense>
      <Documents />
    </Suspense>
  );
}
