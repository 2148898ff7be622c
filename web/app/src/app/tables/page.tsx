import { Suspense } from "react";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { TablesPage } from "@/tables/tables-page";

export const metadata = pageTitle(m.pages_tables);

export default function Page() {
  return (
    <Suspense>
      <TablesPage />
    </Suspense>
  );
}
