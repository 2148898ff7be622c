import { Suspense } from "react";
import { PredictPage } from "@/data/predict/predict-page";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_predict);

export default function Page() {
  return (
    <Suspense>
      <PredictPage />
    </Suspense>
  );
}
