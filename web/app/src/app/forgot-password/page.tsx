import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { ForgotPasswordPage } from "@/session/forgot-password-page";

export const metadata = pageTitle(m.pages_forgot_password);

export default function Page() {
  return <ForgotPasswordPage />;
}
