import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { LoginPage } from "@/session/login-page";

export const metadata = pageTitle(m.pages_login);

export default function Page() {
  return <LoginPage fallback="/" />;
}
