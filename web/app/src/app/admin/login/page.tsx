import type { Metadata } from "next";

import { LoginPage } from "@/session/login-page";

export const metadata: Metadata = { title: "Admin sign in" };

export default function Page() {
  return <LoginPage title="Sign in to SISUiQ Admin" fallback="/admin/" />;
}
