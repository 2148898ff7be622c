import type { Metadata } from "next";

import { EntryPage } from "@/session/entry-page";
import { Invitation } from "@/session/invitation";

export const metadata: Metadata = { title: "Welcome to SISUiQ" };

export default function Page() {
  return (
    <EntryPage title="Welcome to SISUiQ" description="You are invited. Choose a password to create your account.">
      <Invitation />
    </EntryPage>
  );
}
