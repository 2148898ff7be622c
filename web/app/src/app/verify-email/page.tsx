import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { VerifyEmailPage } from "@/session/verify-email-page";

export const metadata = pageTitle(m.pages_verify_email);

export default function Page() {
  return <VerifyEmailPage />;
}
