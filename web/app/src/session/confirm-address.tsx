"use client";

import { useMutation } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

/** Sends a link that confirms the address of the account. What is shared with an address is for whoever has confirmed it. */
export function ConfirmAddress({ email }: { email: string }) {
  const sending = useMutation({ mutationFn: () => orThrow(api.POST("/api/v1/auth/verify-email/send")) });
  return (
    <div className="text-[0.8125rem] text-muted">
      <p>
        {m.session_confirm_hint({ email })}{" "}
        {!sending.isSuccess && (
          <Button
            variant="ghost"
            size="small"
            className="h-auto px-1 text-link underline"
            aria-disabled={sending.isPending}
            onClick={() => !sending.isPending && sending.mutate()}
          >
            {m.session_confirm_send()}
          </Button>
        )}
      </p>
      <p role="status">{sending.isSuccess && m.session_confirm_sent({ email })}</p>
      {sending.error && (
        <p role="alert" className="text-danger">
          {explain(sending.error)}
        </p>
      )}
    </div>
  );
}
