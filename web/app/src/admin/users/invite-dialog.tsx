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
import { LabelledInput } from "@/session/labelled-input";

import { userAddress } from "./address";

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
      router.push(userAddress(id));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invitation.mutate();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Invite a person"
      description="They get a link by e-mail to choose a password. It is valid for seven days."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <FormError error={invitation.error} />
        <LabelledInput label="E-mail" name="email" type="email" maxLength={254} required autoFocus value={email} onChange={setEmail} />
        <LabelledInput label="Name" name="name" maxLength={255} required value={name} onChange={setName} />
        <div>
          <label htmlFor={roleId} className="mb-1.5 block text-[0.8125rem] font-medium">
            Role
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
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={invitation.isPending || invitation.isSuccess}>
            Send the invitation
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
