"use client";

import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { UserRole } from "sisuiq-client";

import type { ManagedUser } from "@/admin/rows";
import { SavingCard } from "@/components/saving-card";
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
  return (
    <SavingCard
      title={m.admin_users_profile()}
      saving={saving}
      isChanged={isChanged}
      isComplete={name.trim() !== ""}
      save={m.admin_users_save()}
      saved={m.admin_users_saved()}
    >
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
    </SavingCard>
  );
}
