"use client";

import * as m from "@/paraglide/messages";

import { EntryPage } from "./entry-page";
import { Invitation } from "./invitation";

export function InvitationPage() {
  return (
    <EntryPage title={m.pages_invitation()} description={m.session_invitation_description()}>
      <Invitation />
    </EntryPage>
  );
}
