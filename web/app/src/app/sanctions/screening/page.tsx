import { Suspense } from "react";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { ScreeningPage } from "@/sanctions/screening/screening-page";

export const metadata = pageTitle(m.pages_screening);

export default function Page() {
  return (
    <Suspense>
      <ScreeningPage />
    </Suspense>
  );
}
