"use client";

import type { RoleShareOut } from "sisuiq-client";

import { choices } from "@/lib/labels";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";

import { ROLE_GROUPS, type SharedRole } from "./role-groups";
import { useSharing } from "./use-sharing";

interface Props {
  id: string;
  shared: RoleShareOut[];
}

export function RoleAccess({ id, shared }: Props) {
  const { mutate, variables, isPending, error } = useSharing(id);
  const isShared = (role: SharedRole) => {
    const isChanging = isPending && "role" in variables.reader && variables.reader.role === role;
    return isChanging ? variables.isShared : shared.some((share) => share.role === role);
  };
  return (
    <fieldset aria-busy={isPending}>
      <legend className="mb-2 text-[0.8125rem] font-medium">{m.documents_by_role()}</legend>
      <div className="grid grid-cols-2 gap-x-4 gap-y-2">
        {choices(ROLE_GROUPS).map(({ value: role, label }) => (
          <label key={role} className="flex items-center gap-2.5 text-sm">
            <input
              type="checkbox"
              className="size-4 accent-primary"
              checked={isShared(role)}
              aria-disabled={isPending}
              onChange={({ target }) => !isPending && mutate({ reader: { role }, isShared: target.checked })}
            />
            {label}
          </label>
        ))}
      </div>
      {error && (
        <p role="alert" className="mt-2 text-[0.8125rem] text-danger">
          {explain(error)}
        </p>
      )}
    </fieldset>
  );
}
