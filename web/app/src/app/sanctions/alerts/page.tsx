import { Suspense } from "react";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { AlertsPage } from "@/sanctions/alerts/alerts-page";

export const metadata = pageTitle(m.pages_alerts);

export default function Page() {
  return (
    <Suspense>
      <AlertsPage />
    </Suspense>
  );
}
