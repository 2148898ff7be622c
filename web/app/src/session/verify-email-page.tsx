"use client";

import * as m from "@/paraglide/messages";

import { EntryPage } from "./entry-page";
import { VerifyEmail } from "./verify-email";

export function VerifyEmailPage() {
  return (
    <EntryPage title={m.pages_verify_email()} description={m.session_your_account()}>
      <VerifyEmail />
    </EntryPage>
  );
}
