"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { FormError } from "@/components/ui/form-error";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";
import { LabelledInput } from "@/session/labelled-input";
import { USER } from "@/session/use-user";

export function ChangeName({ account }: { account: Account }) {
  const queries = useQueryClient();
  const [name, setName] = useState(account.name);
  const saving = useMutation({
    mutationFn: () => orThrow(api.PATCH("/api/auth/me", { body: { name: name.trim() } })),
    async onSuccess(changed) {
      // an older answer would bring the former name back
      await queries.cancelQueries({ queryKey: USER });
      queries.setQueryData(USER, changed);
      setName(changed.name);
    },
  });
  const isChanged = name.trim() !== account.name;
  const canSave = isChanged && name.trim() !== "" && !saving.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSave) {
      saving.mutate();
    }
  };
  return (
    <Card>
      <CardHeader title={m.account_profile_title()} />
      <CardContent>
        <form onSubmit={submit} className="flex max-w-sm flex-col gap-4">
          <FormError error={saving.error} />
          <LabelledInput
            label={m.account_name()}
            name="name"
            autoComplete="name"
            maxLength={255}
            required
            value={name}
            onChange={setName}
          />
          <div className="flex items-center gap-3">
            <Button type="submit" variant="primary" aria-disabled={!canSave}>
              {m.account_name_save()}
            </Button>
            <span role="status" className="text-muted">
              {saving.isSuccess && !isChanged && m.account_name_saved()}
            </span>
          </div>
        </form>
      </CardContent>
    </Card>
  );
}
