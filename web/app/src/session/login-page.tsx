"use client";

import * as m from "@/paraglide/messages";

import { EntryPage } from "./entry-page";
import { LoginForm } from "./login-form";

interface Props {
  isAdmin?: boolean;
  fallback: string;
}

export function LoginPage({ isAdmin = false, fallback }: Props) {
  return (
    <EntryPage title={isAdmin ? m.session_login_admin_title() : m.session_login_title()} description={m.session_product_description()}>
      <LoginForm fallback={fallback} />
    </EntryPage>
  );
}
