"use client";

import { useMutation } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Result } from "@/components/ui/result";
import { api } from "@/lib/api";

import { NewPasswordForm } from "./new-password-form";
import { SignInLink } from "./sign-in-link";
import { useToken } from "./use-token";

export function ResetPassword() {
  const token = useToken();
  const reset = useMutation({
    mutationFn: (password: string) =>
      orThrow(api.POST("/api/v1/auth/password/reset", { body: { token: token ?? "", new_password: password } })),
  });
  if (token === undefined) {
    return null;
  }
  if (token === null) {
    return (
      <>
        <Notice variant="danger">This link is incomplete. Open the link in the message, or request another one.</Notice>
        <Link href="/forgot-password/" className="mt-4 block text-[0.8125rem] text-link hover:underline">
          Request another link
        </Link>
      </>
    );
  }
  if (reset.isSuccess) {
    return (
      <>
        <Result>Your password was changed. All sessions and API keys have ended.</Result>
        <SignInLink />
      </>
    );
  }
  return (
    <NewPasswordForm
      action="Change the password"
      name="new_password"
      isBusy={reset.isPending}
      error={reset.error}
      onSubmit={reset.mutate}
    />
  );
}
