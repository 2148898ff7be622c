import { Suspense } from "react";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { SourcePage } from "@/sanctions/source/source-page";

export const metadata = pageTitle(m.pages_source);

export default function Page() {
  return (
    <Suspense>
      <SourcePage />
    </Suspense>
  );
}
