import { Suspense } from "react";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { EntityPage } from "@/sanctions/entity/entity-page";

export const metadata = pageTitle(m.pages_entity);

export default function Page() {
  return (
    <Suspense>
      <EntityPage />
    </Suspense>
  );
}
