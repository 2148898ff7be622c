import { Suspense } from "react";
import { PredictionsPage } from "@/data/predictions/predictions-page";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_predictions);

export default function Page() {
  return (
    <Suspense>
      <PredictionsPage />
    </Suspense>
  );
}
