"use client";

import { useMutation } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { Result } from "@/components/ui/result";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";

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
        <Notice variant="danger">{m.session_reset_link_incomplete()}</Notice>
        <Link href="/forgot-password/" className="mt-4 block text-[0.8125rem] text-link hover:underline">
          {m.session_reset_request()}
        </Link>
      </>
    );
  }
  if (reset.isSuccess) {
    return (
      <>
        <Result>{m.session_reset_done()}</Result>
        <SignInLink />
      </>
    );
  }
  return (
    <NewPasswordForm
      action={m.session_reset_action()}
      name="new_password"
      isBusy={reset.isPending}
      error={reset.error}
      onSubmit={reset.mutate}
    />
  );
}
