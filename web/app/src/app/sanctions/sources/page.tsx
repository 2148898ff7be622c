import { Suspense } from "react";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { SourcesPage } from "@/sanctions/sources/sources-page";

export const metadata = pageTitle(m.pages_sources);

export default function Page() {
  return (
    <Suspense>
      <SourcesPage />
    </Suspense>
  );
}
