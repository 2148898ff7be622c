"use client";

import { useEffect, useState } from "react";
import { orThrow } from "sisuiq-client";

import type { ManagedUser } from "@/admin/rows";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { api } from "@/lib/api";
import { changeAddress, currentAddressWith } from "@/lib/change-address";
import { dateTime } from "@/lib/format";
import * as m from "@/paraglide/messages";

import { INVITED } from "./address";
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
  useEffect(() => {
    // after the first rendering, because screen readers announce changes only
    if (new URLSearchParams(location.search).has(INVITED)) {
      setDone(m.admin_users_invite_done({ email }));
      changeAddress(currentAddressWith({ [INVITED]: null }), "replace");
    }
  }, [email]);
  const facts = [
    m.admin_users_fact_created({ time: dateTime(created_at) }),
    invited_at && m.admin_users_fact_invited({ time: dateTime(invited_at) }),
    staff_role && m.admin_users_fact_staff({ role: staff_role }),
    is_customer && m.admin_users_fact_customer(),
  ];
  const resend = async () => {
    await orThrow(api.POST("/api/admin/users/{id}/invitation", { params: { path: { id } } }));
    await refresh();
    setDone(m.admin_users_invite_again_done());
  };
  const dialogs = {
    invited: {
      title: m.admin_users_invite_again_title(),
      description: m.admin_users_invite_again_description({ email }),
      action: m.admin_users_invite_again_action(),
      run: resend,
    },
    active: {
      title: m.admin_users_deactivate_title(),
      description: m.admin_users_deactivate_description({ name }),
      action: m.admin_users_deactivate(),
      run: () => update({ is_active: false }),
    },
    deactivated: {
      title: m.admin_users_reactivate_title(),
      description: describeReactivation(user),
      action: m.admin_users_reactivate(),
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
      <CardHeader title={m.admin_users_account()} description={facts.filter(Boolean).join(" · ")} />
      <CardContent>
        <p role="status" className="mb-2 text-[0.8125rem] text-muted empty:hidden">
          {done}
        </p>
        <div className="flex flex-wrap gap-2">
          {status === "invited" && <Button onClick={() => ask("invited")}>{m.admin_users_invite_again()}</Button>}
          {status === "deactivated" && <Button onClick={() => ask("deactivated")}>{m.admin_users_reactivate()}</Button>}
          {status !== "deactivated" && !isOwn && (
            <Button variant="danger" onClick={() => ask("active")}>
              {m.admin_users_deactivate()}
            </Button>
          )}
          {isOwn && <p className="text-[0.8125rem] text-muted">{m.admin_users_own_account()}</p>}
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
