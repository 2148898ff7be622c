"use client";

import type { RoleShareOut } from "sisuiq-client";

import { choices } from "@/lib/labels";
import { explain } from "@/lib/problems";

import { ROLE_GROUPS } from "./role-groups";
import { useSharing } from "./use-sharing";

interface Props {
  id: string;
  shared: RoleShareOut[];
}

export function RoleAccess({ id, shared }: Props) {
  const sharing = useSharing(id);
  return (
    <fieldset aria-busy={sharing.isPending}>
      <legend className="mb-2 text-[0.8125rem] font-medium">Everybody with a role</legend>
      <div className="grid grid-cols-2 gap-x-4 gap-y-2">
        {choices(ROLE_GROUPS).map(({ value: role, label }) => (
          <label key={role} className="flex items-center gap-2.5 text-sm">
            <input
              type="checkbox"
              className="size-4 accent-primary"
              checked={shared.some((share) => share.role === role)}
              aria-disabled={sharing.isPending}
              onChange={({ target }) => !sharing.isPending && sharing.mutate({ reader: { role }, isShared: target.checked })}
            />
            {label}
          </label>
        ))}
      </div>
      {sharing.error && (
        <p role="alert" className="mt-2 text-[0.8125rem] text-danger">
          {explain(sharing.error)}
        </p>
      )}
    </fieldset>
  );
}
