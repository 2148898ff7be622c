"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { FormError } from "@/components/ui/form-error";
import { api } from "@/lib/api";
import { LabelledInput } from "@/session/labelled-input";

export function ChangePassword({ email }: { email: string }) {
  const [current, setCurrent] = useState("");
  const [wanted, setWanted] = useState("");
  const change = useMutation({
    mutationFn: () => orThrow(api.PUT("/api/auth/password", { body: { current_password: current, new_password: wanted } })),
    onSuccess() {
      setCurrent("");
      setWanted("");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!change.isPending) {
      change.mutate();
    }
  };
  return (
    <Card>
      <CardHeader title="Password" description="Changing it signs you out on all other devices." />
      <CardContent>
        <form onSubmit={submit} className="flex max-w-sm flex-col gap-4">
          {/* identifies the account to password managers */}
          <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
          <FormError error={change.error} />
          <LabelledInput
            label="Current password"
            name="current_password"
            type="password"
            autoComplete="current-password"
            required
            value={current}
            onChange={setCurrent}
          />
          <LabelledInput
            label="New password"
            name="new_password"
            type="password"
            autoComplete="new-password"
            required
            minLength={8}
            value={wanted}
            onChange={setWanted}
          />
          <div className="flex items-center gap-3">
            <Button type="submit" variant="primary" aria-disabled={change.isPending}>
              Change password
            </Button>
            <span role="status" className="text-muted">
              {change.isSuccess && "Your password was changed."}
            </span>
          </div>
        </form>
      </CardContent>
    </Card>
  );
}
