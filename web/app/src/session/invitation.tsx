"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { orThrow } from "sisuiq-client";

import { Notice } from "@/components/ui/notice";
import { Result } from "@/components/ui/result";
import { Skeleton } from "@/components/ui/skeleton";
import { api } from "@/lib/api";
import { dateTime } from "@/lib/format";
import { ROLE_LABELS } from "@/lib/labels";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { LabelledInput } from "./labelled-input";
import { NewPasswordForm } from "./new-password-form";
import { SignInLink } from "./sign-in-link";
import { useToken } from "./use-token";

export function Invitation() {
  const token = useToken();
  const name = useRef<HTMLInputElement>(null);
  const invitation = useQuery({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) => orThrow(api.POST("/api/auth/invitations", { body: { token: token ?? "" }, signal })),
    enabled: typeof token === "string",
    retry: false,
    staleTime: Infinity,
  });
  const acceptance = useMutation({
    mutationFn: (password: string) =>
      orThrow(api.POST("/api/auth/invitations/accept", { body: { token: token ?? "", password, name: name.current?.value.trim() ?? "" } })),
  });
  if (token === null) {
    return <Notice variant="danger">{m.session_link_incomplete()}</Notice>;
  }
  if (acceptance.isSuccess) {
    return (
      <>
        <Result>{m.session_account_ready({ email: acceptance.data.email })}</Result>
        <SignInLink />
      </>
    );
  }
  if (invitation.error) {
    return <Notice variant="danger">{explain(invitation.error)}</Notice>;
  }
  if (!invitation.data) {
    return <Skeleton className="h-40" />;
  }
  const { email, name: proposed, role, expires_at } = invitation.data;
  return (
    <>
      <dl className="mb-5 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-[0.8125rem]">
        <dt className="text-muted">{m.session_email()}</dt>
        <dd className="font-medium wrap-anywhere">{email}</dd>
        <dt className="text-muted">{m.session_role()}</dt>
        <dd>{ROLE_LABELS[role]}</dd>
        <dt className="text-muted">{m.session_valid_until()}</dt>
        <dd>{dateTime(expires_at)}</dd>
      </dl>
      <NewPasswordForm
        email={email}
        action={m.session_create_account()}
        name="password"
        isBusy={acceptance.isPending}
        error={acceptance.error}
        onSubmit={acceptance.mutate}
      >
        <LabelledInput
          label={m.session_name()}
          name="name"
          autoComplete="name"
          maxLength={255}
          required
          defaultValue={proposed}
          inputRef={name}
        />
      </NewPasswordForm>
    </>
  );
}
