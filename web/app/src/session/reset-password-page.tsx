"use client";

import * as m from "@/paraglide/messages";

import { EntryPage } from "./entry-page";
import { ResetPassword } from "./reset-password";

export function ResetPasswordPage() {
  return (
    <EntryPage title={m.pages_reset_password()} description={m.session_your_account()}>
      <ResetPassword />
    </EntryPage>
  );
}
