import { pageTitle } from "@/lib/page-title";
import * as m from "@/paraglide/messages";
import { InvitationPage } from "@/session/invitation-page";

export const metadata = pageTitle(m.pages_invitation);

export default function Page() {
  return <InvitationPage />;
}
