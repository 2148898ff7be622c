import { Suspense } from "react";
import { SharedPage } from "@/data/shared/shared-page";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_shared);

export default function Page() {
  return (
    <Suspense>
      <SharedPage />
    </Suspense>
  );
}
