import { Account } from "@/account/account";
import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";

export const metadata = pageTitle(m.pages_account);

export default function Page() {
  return <Account />;
}
