"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { Notice } from "@/components/ui/notice";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";

import { SignInLink } from "./sign-in-link";
import { useToken } from "./use-token";

/** Confirms the address as soon as the page opens: the token works once, and asks nothing of its reader. */
export function VerifyEmail() {
  const token = useToken();
  const verification = useQuery({
    queryKey: ["verify-email", token],
    queryFn: () => orThrow(api.POST("/api/v1/auth/verify-email", { body: { token: token ?? "" } })),
    enabled: typeof token === "string",
    retry: false,
    staleTime: Infinity,
  });
  if (token === null) {
    return <Notice variant="danger">This link is incomplete. Open the link in the message.</Notice>;
  }
  return (
    <div aria-live="polite">
      {verification.isPending && <p className="text-muted">Confirming…</p>}
      {verification.error && <Notice variant="danger">{explain(verification.error)}</Notice>}
      {verification.isSuccess && (
        <>
          <Notice variant="success">Your e-mail address is confirmed.</Notice>
          <SignInLink />
        </>
      )}
    </div>
  );
}
