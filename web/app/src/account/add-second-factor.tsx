"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { api } from "@/lib/api";
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
      <Dialog
        isOpen
        onClose={onClose}
        title="Recovery codes"
        description="Use one to sign in if you lose your authenticator app. Each code works once. They will not be shown again."
      >
        <OneTimeSecret text={confirm.data.recovery_codes.join("\n")} />
        <div className="mt-4 flex justify-end">
          <Button variant="primary" autoFocus onClick={onClose}>
            I have saved them
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog isOpen onClose={onClose} title="Add an authenticator">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormError error={error} />
        {start.data ? (
          <>
            <div>
              <p className="mb-2 text-muted">Enter this key in your authenticator app.</p>
              <OneTimeSecret text={start.data.secret} />
              <a href={start.data.uri} className="mt-2 inline-block text-link underline">
                Open in an app on this device
              </a>
            </div>
            <LabelledInput
              label="Code from the app"
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
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={setPassword}
          />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={start.isPending || confirm.isPending}>
            {start.data ? "Confirm" : "Continue"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
