"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
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
    change.mutate();
  };
  return (
    <Card>
      <CardHeader title="Password" description="Changing it signs you out on all other devices." />
      <CardContent>
        <form onSubmit={submit} className="flex max-w-sm flex-col gap-4">
          {/* identifies the account to password managers */}
          <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
          {change.error && <Notice variant="danger">{explain(change.error)}</Notice>}
          <LabelledInput
            label="Current password"
            type="password"
            autoComplete="current-password"
            required
            value={current}
            onChange={setCurrent}
          />
          <LabelledInput
            label="New password"
            type="password"
            autoComplete="new-password"
            required
            minLength={8}
            value={wanted}
            onChange={setWanted}
          />
          <div className="flex items-center gap-3">
            <Button type="submit" variant="primary" disabled={change.isPending}>
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
