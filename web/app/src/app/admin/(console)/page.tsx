import { Overview } from "@/admin/overview/overview";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

// a layout's title template does not apply to the page in the same folder
export const metadata = pageTitle(m.pages_overview, { isAbsolute: true });

export default function Page() {
  return <Overview />;
}
