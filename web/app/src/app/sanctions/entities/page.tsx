import { Suspense } from "react";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { EntitiesPage } from "@/sanctions/entities/entities-page";

export const metadata = pageTitle(m.pages_entities);

export default function Page() {
  return (
    <Suspense>
      <EntitiesPage />
    </Suspense>
  );
}
