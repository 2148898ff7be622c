"use client";

import * as m from "@/paraglide/messages";

import { EntryPage } from "./entry-page";
import { ForgotPassword } from "./forgot-password";

export function ForgotPasswordPage() {
  return (
    <EntryPage title={m.pages_forgot_password()} description={m.session_forgot_description()}>
      <ForgotPassword />
    </EntryPage>
  );
}
