import { Suspense } from "react";
import { BatchPage } from "@/data/batch/batch-page";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_batch);

export default function Page() {
  return (
    <Suspense>
      <BatchPage />
    </Suspense>
  );
}
