import type { Metadata } from "next";

import { EntryPage } from "@/session/entry-page";
import { VerifyEmail } from "@/session/verify-email";

export const metadata: Metadata = { title: "Confirm your e-mail address" };

export default function Page() {
  return (
    <EntryPage title="Confirm your e-mail address" description="For your SISUiQ account">
      <VerifyEmail />
    </EntryPage>
  );
}
