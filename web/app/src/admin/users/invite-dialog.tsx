"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { orThrow, type UserRole } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { Select } from "@/components/ui/select";
import { api } from "@/lib/api";
import { choices, ROLE_DESCRIPTIONS, ROLE_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";

import { INVITED, userAddress } from "./address";

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const queries = useQueryClient();
  const roleId = useId();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<UserRole>("user");
  const [key] = useState(() => crypto.randomUUID());
  const invitation = useMutation({
    // a retried request with the same key invites once
    mutationFn: () =>
      orThrow(
        api.POST("/api/admin/users", {
          params: { header: { "Idempotency-Key": key } },
          body: { email: email.trim(), name: name.trim(), role },
        }),
      ),
    async onSuccess({ id }) {
      await queries.invalidateQueries({ queryKey: ["/api/admin/users"] });
      router.push(`${userAddress(id)}&${INVITED}=true`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invitation.mutate();
  };
  return (
    <Dialog isOpen onClose={onClose} title={m.admin_users_invite()} description={m.admin_users_invite_description()}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormError error={invitation.error} />
        <LabelledInput
          label={m.admin_users_email()}
          name="email"
          type="email"
          maxLength={254}
          required
          autoFocus
          value={email}
          onChange={setEmail}
        />
        <LabelledInput label={m.admin_users_name()} name="name" maxLength={255} required value={name} onChange={setName} />
        <div>
          <label htmlFor={roleId} className="mb-1.5 block text-[0.8125rem] font-medium">
            {m.admin_users_role()}
          </label>
          <Select
            id={roleId}
            aria-describedby={`${roleId}-hint`}
            value={role}
            onChange={(value) => setRole(value as UserRole)}
            choices={choices(ROLE_LABELS)}
          />
          <p id={`${roleId}-hint`} className="mt-1.5 text-xs text-muted">
            {ROLE_DESCRIPTIONS[role]}
          </p>
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{m.common_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={invitation.isPending || invitation.isSuccess}>
            {m.admin_users_invite_send()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
