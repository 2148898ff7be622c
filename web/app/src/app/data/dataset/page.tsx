import { Suspense } from "react";
import { DatasetPage } from "@/data/dataset/dataset-page";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_dataset);

export default function Page() {
  return (
    <Suspense>
      <DatasetPage />
    </Suspense>
  );
}
