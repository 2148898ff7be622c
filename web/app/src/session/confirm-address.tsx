"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { USER } from "./use-user";

/** Sends a link that confirms the address of the account. What is shared with an address is for whoever has confirmed it. */
export function ConfirmAddress({ email }: { email: string }) {
  const queries = useQueryClient();
  const sending = useMutation({ mutationFn: () => orThrow(api.POST("/api/v1/auth/verify-email/send")) });
  const { isSuccess: isSent } = sending;
  useEffect(() => {
    if (!isSent) {
      return undefined;
    }
    // the link opens another tab
    const refresh = () => void queries.invalidateQueries({ queryKey: USER });
    addEventListener("focus", refresh);
    return () => removeEventListener("focus", refresh);
  }, [isSent, queries]);
  return (
    <div className="text-[0.8125rem] text-muted">
      <p>
        {m.session_confirm_hint({ email })}{" "}
        {!isSent && (
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
      <p role="status">{isSent && m.session_confirm_sent({ email })}</p>
      {sending.error && (
        <p role="alert" className="text-danger">
          {explain(sending.error)}
        </p>
      )}
    </div>
  );
}
