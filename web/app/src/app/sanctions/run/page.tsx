import { Suspense } from "react";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { RunPage } from "@/sanctions/run/run-page";

export const metadata = pageTitle(m.pages_source_run);

export default function Page() {
  return (
    <Suspense>
      <RunPage />
    </Suspense>
  );
}
