"use client";

import { useState } from "react";
import { orThrow } from "sisuiq-client";

import type { ManagedUser } from "@/admin/rows";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { api } from "@/lib/api";
import { dateTime } from "@/lib/format";

import { describeReactivation } from "./describe-reactivation";
import { useUpdateUser } from "./use-update-user";

interface Props {
  user: ManagedUser;
  isOwn: boolean;
}

/** Invitation, deactivation and reactivation. */
export function StatusCard({ user, isOwn }: Props) {
  const { id, name, email, status, invited_at, created_at, staff_role, is_customer } = user;
  const { update, refresh } = useUpdateUser(id);
  const [isAsking, setAsking] = useState(false);
  const [done, setDone] = useState("");
  const facts = [
    `Created ${dateTime(created_at)}`,
    invited_at && `last invited ${dateTime(invited_at)}`,
    staff_role && `staff: ${staff_role}`,
    is_customer && "customer",
  ];
  const resend = async () => {
    await orThrow(api.POST("/api/admin/users/{id}/invitation", { params: { path: { id } } }));
    await refresh();
    setDone("The invitation was sent again.");
  };
  const dialogs = {
    invited: {
      title: "Send the invitation again?",
      description: `${email} gets another link, valid for seven days. The former link stops working.`,
      action: "Send again",
      run: resend,
    },
    active: {
      title: "Deactivate this account?",
      description: `${name} is signed out everywhere and cannot sign in. API keys stop working and do not come back. Documents and conversations stay.`,
      action: "Deactivate",
      run: () => update({ is_active: false }),
    },
    deactivated: {
      title: "Reactivate this account?",
      description: describeReactivation(user),
      action: "Reactivate",
      run: () => update({ is_active: true }),
    },
  };
  const [kind, setKind] = useState<keyof typeof dialogs>(status);
  const ask = (wanted: keyof typeof dialogs) => {
    setKind(wanted);
    setAsking(true);
  };
  const shown = dialogs[kind];
  return (
    <Card>
      <CardHeader title="Account" description={facts.filter(Boolean).join(" · ")} />
      <CardContent>
        <p role="status" className="mb-2 text-[0.8125rem] text-muted empty:hidden">
          {done}
        </p>
        <div className="flex flex-wrap gap-2">
          {status === "invited" && <Button onClick={() => ask("invited")}>Send the invitation again</Button>}
          {status === "deactivated" && <Button onClick={() => ask("deactivated")}>Reactivate</Button>}
          {status !== "deactivated" && !isOwn && (
            <Button variant="danger" onClick={() => ask("active")}>
              Deactivate
            </Button>
          )}
          {isOwn && <p className="text-[0.8125rem] text-muted">This is your own account. Another administrator can deactivate it.</p>}
        </div>
      </CardContent>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={shown.title}
        description={shown.description}
        action={shown.action}
        isDangerous={kind === "active"}
        onConfirm={shown.run}
      />
    </Card>
  );
}
