import type { Metadata } from "next";

import { EntryPage } from "@/session/entry-page";
import { ForgotPassword } from "@/session/forgot-password";

export const metadata: Metadata = { title: "Forgot your password?" };

export default function Page() {
  return (
    <EntryPage title="Forgot your password?" description="We send a link to choose another one.">
      <ForgotPassword />
    </EntryPage>
  );
}
