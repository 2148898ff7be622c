"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import type { UserRole } from "sisuiq-client";

import type { ManagedUser } from "@/admin/rows";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { FormError } from "@/components/ui/form-error";
import { Select } from "@/components/ui/select";
import { choices, ROLE_DESCRIPTIONS, ROLE_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";

import { useUpdateUser } from "./use-update-user";

interface Props {
  user: ManagedUser;
  isOwn: boolean;
}

/** Name and role. */
export function ProfileCard({ user, isOwn }: Props) {
  const { update } = useUpdateUser(user.id);
  const roleId = useId();
  const [name, setName] = useState(user.name);
  const [role, setRole] = useState<UserRole>(user.role);
  const saving = useMutation({ mutationFn: () => update({ name: name.trim(), ...(isOwn ? {} : { role }) }) });
  const isChanged = name.trim() !== user.name || role !== user.role;
  const canSave = isChanged && name.trim() !== "" && !saving.isPending;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSave) {
      saving.mutate();
    }
  };
  return (
    <Card>
      <CardHeader title={m.admin_users_profile()} />
      <CardContent>
        <form onSubmit={submit} className="flex flex-col gap-4">
          <FormError error={saving.error} />
          <LabelledInput label={m.admin_users_name()} name="name" maxLength={255} required value={name} onChange={setName} />
          <div>
            <label htmlFor={roleId} className="mb-1.5 block text-[0.8125rem] font-medium">
              {m.admin_users_role()}
            </label>
            <Select
              id={roleId}
              aria-describedby={`${roleId}-hint`}
              disabled={isOwn}
              value={role}
              onChange={(value) => setRole(value as UserRole)}
              choices={choices(ROLE_LABELS)}
            />
            <p id={`${roleId}-hint`} className="mt-1.5 text-xs text-muted">
              {isOwn ? m.admin_users_own_role() : ROLE_DESCRIPTIONS[role]}
            </p>
          </div>
          <div className="flex items-center gap-3">
            <Button type="submit" variant="primary" aria-disabled={!canSave}>
              {m.admin_users_save()}
            </Button>
            <span role="status" className="text-[0.8125rem] text-muted">
              {saving.isSuccess && !isChanged && m.admin_users_saved()}
            </span>
          </div>
        </form>
      </CardContent>
    </Card>
  );
}
