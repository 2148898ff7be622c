import type { Metadata } from "next";

import { EntryPage } from "@/session/entry-page";
import { ResetPassword } from "@/session/reset-password";

export const metadata: Metadata = { title: "Choose another password" };

export default function Page() {
  return (
    <EntryPage title="Choose another password" description="For your SISUiQ account">
      <ResetPassword />
    </EntryPage>
  );
}
