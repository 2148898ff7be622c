"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { orThrow, type UserRole } from "sisuiq-client";

import type { AccessRequestRow } from "@/admin/rows";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { Select } from "@/components/ui/select";
import { api } from "@/lib/api";
import { choices, ROLE_DESCRIPTIONS, ROLE_LABELS } from "@/lib/labels";
import * as m from "@/paraglide/messages";

interface Props {
  request: AccessRequestRow;
  onClose: () => void;
  /** Called with the role that was given, or null. */
  onDecided: (granted: UserRole | null) => void;
}

const ROLES = choices(ROLE_LABELS).filter(({ value }) => value !== "guest");

export function DecisionDialog({ request: { id, name, email, reason }, onClose, onDecided }: Props) {
  const queries = useQueryClient();
  const roleId = useId();
  const [role, setRole] = useState<UserRole>("user");
  const decision = useMutation({
    mutationFn: (granted: UserRole | null) =>
      orThrow(api.POST("/api/admin/access-requests/{id}/decision", { params: { path: { id } }, body: { role: granted } })),
    onSuccess(_, granted) {
      onDecided(granted);
      return queries.invalidateQueries({ queryKey: ["/api/admin/access-requests"] });
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={m.admin_access_decision_title({ name })}
      description={m.admin_access_decision_description({ email })}
    >
      <FormError error={decision.error} className="mb-4" />
      {reason && <blockquote className="mb-4 border-l-2 border-link pl-3 text-[0.8125rem] wrap-anywhere">{reason}</blockquote>}
      <label htmlFor={roleId} className="mb-1.5 block text-[0.8125rem] font-medium">
        {m.admin_access_decision_role()}
      </label>
      <Select
        id={roleId}
        aria-describedby={`${roleId}-hint`}
        value={role}
        onChange={(value) => setRole(value as UserRole)}
        choices={ROLES}
      />
      <p id={`${roleId}-hint`} className="mt-1.5 text-xs text-muted">
        {ROLE_DESCRIPTIONS[role]}
      </p>
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>{m.common_cancel()}</Button>
        <Button variant="danger" disabled={decision.isPending} onClick={() => decision.mutate(null)}>
          {m.admin_access_decision_refuse()}
        </Button>
        <Button variant="primary" disabled={decision.isPending} onClick={() => decision.mutate(role)}>
          {m.admin_access_decision_give()}
        </Button>
      </div>
    </Dialog>
  );
}
