import { Suspense } from "react";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { LawDatasetPage } from "@/sanctions/dataset/law-dataset-page";

export const metadata = pageTitle(m.pages_law_dataset);

export default function Page() {
  return (
    <Suspense>
      <LawDatasetPage />
    </Suspense>
  );
}
