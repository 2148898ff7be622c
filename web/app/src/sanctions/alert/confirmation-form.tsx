"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { AlertDecisionOut, AlertOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { fieldErrors } from "@/lib/field-errors";
import * as m from "@/paraglide/messages";

import { AlertFailure } from "./alert-failure";
import { ReasonField } from "./reason-field";
import { confirm } from "./requests";

interface Props {
  alert: AlertOut;
  /** The decision that waits. */
  decision: AlertDecisionOut;
  onReload: () => Promise<void>;
}

/** Confirms or refuses a decision of another account. */
export function ConfirmationForm({ alert, decision, onReload }: Props) {
  const [reason, setReason] = useState("");
  const confirming = useMutation({
    mutationFn: (accept: boolean) => confirm(alert, decision, { accept, ...(reason.trim() === "" ? {} : { reason: reason.trim() }) }),
    onSuccess: onReload,
  });
  const { error, isPending, mutate } = confirming;
  const reload = () => {
    confirming.reset();
    return onReload();
  };
  return (
    <form
      onSubmit={(event) => event.preventDefault()}
      aria-label={m.alerts_confirmation()}
      className="flex max-w-2xl flex-col gap-4 border-t pt-5"
    >
      <ReasonField value={reason} isRequired={false} error={fieldErrors(error).reason} onChange={setReason} />
      <AlertFailure error={error} onReload={reload} />
      <div className="flex flex-wrap gap-2">
        {/* a disabled button would lose the focus */}
        <Button variant="primary" aria-disabled={isPending} onClick={() => !isPending && mutate(true)}>
          {m.alerts_confirm()}
        </Button>
        <Button variant="danger" aria-disabled={isPending} onClick={() => !isPending && mutate(false)}>
          {m.alerts_refuse()}
        </Button>
      </div>
    </form>
  );
}
