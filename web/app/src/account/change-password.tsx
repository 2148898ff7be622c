"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { FormError } from "@/components/ui/form-error";
import { api } from "@/lib/api";
import { explainAt } from "@/lib/problems";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";

import { LOGIN_SESSIONS } from "./use-login-sessions";

export function ChangePassword({ email }: { email: string }) {
  const [current, setCurrent] = useState("");
  const [wanted, setWanted] = useState("");
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: () => orThrow(api.PUT("/api/auth/password", { body: { current_password: current, new_password: wanted } })),
    async onSuccess() {
      setCurrent("");
      setWanted("");
      // the others were signed out with it
      await queries.invalidateQueries({ queryKey: LOGIN_SESSIONS });
    },
  });
  const newPassword = useRef<HTMLInputElement>(null);
  const fault = explainAt("new_password", change.error);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same fault of another attempt takes the focus again
  useEffect(() => {
    if (fault !== undefined) {
      newPassword.current?.focus();
    }
  }, [fault, change.error]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!change.isPending) {
      change.mutate();
    }
  };
  return (
    <Card>
      <CardHeader title={m.account_password_title()} description={m.account_password_description()} />
      <CardContent>
        <form onSubmit={submit} className="flex max-w-sm flex-col gap-4">
          {/* identifies the account to password managers */}
          <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
          <FormError error={fault === undefined ? change.error : null} />
          <LabelledInput
            label={m.account_password_current()}
            name="current_password"
            type="password"
            autoComplete="current-password"
            required
            value={current}
            onChange={setCurrent}
          />
          <LabelledInput
            label={m.account_password_new()}
            name="new_password"
            type="password"
            autoComplete="new-password"
            required
            minLength={8}
            error={fault}
            inputRef={newPassword}
            value={wanted}
            onChange={setWanted}
          />
          <div className="flex items-center gap-3">
            <Button type="submit" variant="primary" aria-disabled={change.isPending}>
              {m.account_password_change()}
            </Button>
            <span role="status" className="text-muted">
              {change.isSuccess && m.account_password_changed()}
            </span>
          </div>
        </form>
      </CardContent>
    </Card>
  );
}
