"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { orThrow } from "sisuiq-client";

import { SavingCard } from "@/components/saving-card";
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
  return (
    <SavingCard
      title={m.account_profile_title()}
      saving={saving}
      isChanged={isChanged}
      isComplete={name.trim() !== ""}
      save={m.account_name_save()}
      saved={m.account_name_saved()}
      className="max-w-sm"
    >
      <LabelledInput label={m.account_name()} name="name" autoComplete="name" maxLength={255} required value={name} onChange={setName} />
    </SavingCard>
  );
}
