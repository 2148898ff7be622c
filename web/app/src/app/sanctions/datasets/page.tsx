import { Suspense } from "react";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { LawDatasetsPage } from "@/sanctions/datasets/law-datasets-page";

export const metadata = pageTitle(m.pages_law_datasets);

export default function Page() {
  return (
    <Suspense>
      <LawDatasetsPage />
    </Suspense>
  );
}
