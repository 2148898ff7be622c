"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";
import { OneTimeSecret } from "./one-time-secret";
import { SECOND_FACTOR } from "./query-keys";

/** Adds an authenticator in three steps: confirm the password, confirm a code of the app, save the recovery codes. */
export function AddSecondFactor({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const start = useMutation({ mutationFn: () => orThrow(api.POST("/api/auth/totp", { body: { password } })) });
  const confirm = useMutation({
    mutationFn: () => orThrow(api.POST("/api/auth/totp/confirm", { body: { code: code.replaceAll(" ", "") } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: SECOND_FACTOR }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (start.data) {
      confirm.mutate();
    } else {
      start.mutate();
    }
  };
  const error = confirm.error ?? start.error;
  if (confirm.data) {
    return (
      <Dialog isOpen onClose={onClose} title={m.account_recovery_codes_title()} description={m.account_recovery_codes_description()}>
        <OneTimeSecret text={confirm.data.recovery_codes.join("\n")} />
        <div className="mt-4 flex justify-end">
          <Button variant="primary" autoFocus onClick={onClose}>
            {m.account_recovery_codes_saved()}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog isOpen onClose={onClose} title={m.account_authenticator_add()}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormError error={error} />
        {start.data ? (
          <>
            <div>
              <p className="mb-2 text-muted">{m.account_authenticator_enter_key()}</p>
              <OneTimeSecret text={start.data.secret} />
              <a href={start.data.uri} className="mt-2 inline-block text-link underline">
                {m.account_authenticator_open()}
              </a>
            </div>
            <LabelledInput
              label={m.account_authenticator_code()}
              name="code"
              autoFocus
              inputMode="numeric"
              autoComplete="one-time-code"
              required
              value={code}
              onChange={setCode}
            />
          </>
        ) : (
          <LabelledInput
            label={m.account_password_label()}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={setPassword}
          />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{m.common_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={start.isPending || confirm.isPending}>
            {start.data ? m.common_confirm() : m.common_continue()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
