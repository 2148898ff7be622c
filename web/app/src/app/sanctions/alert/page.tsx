import { Suspense } from "react";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { AlertPage } from "@/sanctions/alert/alert-page";

export const metadata = pageTitle(m.pages_alert);

export default function Page() {
  return (
    <Suspense>
      <AlertPage />
    </Suspense>
  );
}
