import { HomePage } from "@/home/home-page";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_home);

export default function Page() {
  return <HomePage />;
}
