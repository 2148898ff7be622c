"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Capability, orThrow, type Scope } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";
import { type Account, may } from "@/session/account";
import { LabelledInput } from "@/session/labelled-input";

import { OneTimeSecret } from "./one-time-secret";
import { API_KEYS } from "./query-keys";

const SCOPES: { scope: Scope; label: string; needs?: Capability[] }[] = [
  { scope: "read", label: m.account_scope_read() },
  { scope: "chat", label: m.account_scope_chat(), needs: ["questions.ask"] },
  { scope: "write", label: m.account_scope_write(), needs: ["documents.write", "tables.write"] },
  { scope: "admin", label: m.account_scope_admin(), needs: ["system.manage", "audit.read"] },
];

interface Props {
  account: Account;
  onClose: () => void;
}

export function NewApiKey({ account, onClose }: Props) {
  const queries = useQueryClient();
  const offered = SCOPES.filter(({ needs }) => needs?.some((capability) => may(account, capability)) ?? true);
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [password, setPassword] = useState("");
  const [scopes, setScopes] = useState<Scope[]>(() =>
    offered
      .slice(0, 2)
      .map(({ scope }) => scope)
      .filter((scope) => scope !== "admin"),
  );
  const create = useMutation({
    mutationFn: () =>
      orThrow(api.POST("/api/auth/api-keys", { body: { name: name.trim(), password, scopes, expires_in_days: Number(days) } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: API_KEYS }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const toggle = (scope: Scope, isWanted: boolean) =>
    setScopes((known) => (isWanted ? [...known, scope] : known.filter((other) => other !== scope)));
  if (create.data) {
    return (
      <Dialog isOpen onClose={onClose} title={m.account_new_key_done_title()} description={m.account_new_key_done_description()}>
        <OneTimeSecret text={create.data.key} />
        <div className="mt-4 flex justify-end">
          <Button variant="primary" autoFocus onClick={onClose}>
            {m.account_new_key_saved()}
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog isOpen onClose={onClose} title={m.account_new_key_title()}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormError error={create.error} />
        <LabelledInput label={m.account_new_key_name()} name="name" required maxLength={100} value={name} onChange={setName} />
        <fieldset>
          <legend className="mb-1.5 text-[0.8125rem] font-medium">{m.account_new_key_permissions()}</legend>
          {offered.map(({ scope, label }) => (
            <label key={scope} className="flex min-h-7 items-center gap-2.5">
              <input
                type="checkbox"
                checked={scopes.includes(scope)}
                onChange={(event) => toggle(scope, event.target.checked)}
                className="size-4 accent-primary"
              />
              {label}
            </label>
          ))}
        </fieldset>
        <LabelledInput
          label={m.account_new_key_expires()}
          name="expires_in_days"
          type="number"
          min={1}
          max={365}
          required
          value={days}
          onChange={setDays}
        />
        <LabelledInput
          label={m.account_new_key_password()}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={setPassword}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{m.common_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={create.isPending || scopes.length === 0}>
            {m.account_new_key_create()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
