"use client";

import { useQuery } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { Notice } from "@/components/ui/notice";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

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
    return <Notice variant="danger">{m.session_link_incomplete()}</Notice>;
  }
  return (
    <div aria-live="polite">
      {verification.isPending && <p className="text-muted">{m.session_confirming()}</p>}
      {verification.error && <Notice variant="danger">{explain(verification.error)}</Notice>}
      {verification.isSuccess && (
        <>
          <Notice variant="success">{m.session_confirmed()}</Notice>
          <SignInLink />
        </>
      )}
    </div>
  );
}
