import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { ResetPasswordPage } from "@/session/reset-password-page";

export const metadata = pageTitle(m.pages_reset_password);

export default function Page() {
  return <ResetPasswordPage />;
}
