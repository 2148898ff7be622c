"use client";

import { useState } from "react";
import { orThrow } from "sisuiq-client";

import type { ManagedUser } from "@/admin/rows";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { api } from "@/lib/api";
import { dateTime } from "@/lib/format";
import * as m from "@/paraglide/messages";

import { useUpdateUser } from "./use-update-user";

interface Props {
  user: ManagedUser;
  isOwn: boolean;
}

type Action = "password" | "sessions" | "keys" | "totp";

/** Password, second factor, sessions and API keys. */
export function CredentialsCard({ user, isOwn }: Props) {
  const { id, email, email_is_verified, has_second_factor, login_sessions, api_keys, last_login_at, status } = user;
  const { refresh } = useUpdateUser(id);
  const [action, setAction] = useState<Action | null>(null);
  const [done, setDone] = useState("");
  const params = { path: { id } };
  const actions: Record<Action, { title: string; description: string; action: string; done: string; run: () => Promise<unknown> }> = {
    password: {
      title: m.admin_users_password_title(),
      description: m.admin_users_password_description({ email }),
      action: m.admin_users_password_action(),
      done: m.admin_users_password_done(),
      run: () => orThrow(api.POST("/api/admin/users/{id}/password-reset", { params })),
    },
    sessions: {
      title: m.admin_users_sessions_title(),
      description: m.admin_users_sessions_description({ name: user.name }),
      action: m.admin_users_sessions_action(),
      done: m.admin_users_sessions_done(),
      run: () => orThrow(api.DELETE("/api/admin/users/{id}/sessions", { params })),
    },
    keys: {
      title: m.admin_users_keys_title(),
      description: m.admin_users_keys_description({ name: user.name }),
      action: m.admin_users_keys_action(),
      done: m.admin_users_keys_done(),
      run: () => orThrow(api.DELETE("/api/admin/users/{id}/api-keys", { params })),
    },
    totp: {
      title: m.admin_users_authenticator_title(),
      description: m.admin_users_authenticator_description({ name: user.name }),
      action: m.common_remove(),
      done: m.admin_users_authenticator_done(),
      run: () => orThrow(api.DELETE("/api/admin/users/{id}/totp", { params })),
    },
  };
  const shown = action && actions[action];
  return (
    <Card>
      <CardHeader
        title={m.admin_users_sign_in()}
        description={last_login_at ? m.admin_users_sign_in_last({ time: dateTime(last_login_at) }) : m.admin_users_sign_in_never()}
      />
      <CardContent>
        <p role="status" className="mb-2 text-[0.8125rem] text-muted empty:hidden">
          {done}
        </p>
        <ul className="divide-y">
          <Row
            label={m.admin_users_address()}
            value={email_is_verified ? m.admin_users_address_confirmed() : m.admin_users_address_not_confirmed()}
          />
          <Row label={m.admin_users_password()}>
            {status !== "deactivated" && (
              <Button size="small" onClick={() => setAction("password")}>
                {m.admin_users_password_send()}
              </Button>
            )}
          </Row>
          <Row label={m.admin_users_authenticator()} value={has_second_factor ? m.common_on() : m.common_off()}>
            {has_second_factor && !isOwn && (
              <Button size="small" variant="danger" onClick={() => setAction("totp")}>
                {m.common_remove()}
              </Button>
            )}
          </Row>
          <Row label={m.admin_users_sessions()} value={m.admin_users_sessions_active({ count: login_sessions })}>
            {login_sessions > 0 && (
              <Button size="small" variant="danger" onClick={() => setAction("sessions")}>
                {m.admin_users_sessions_end()}
              </Button>
            )}
          </Row>
          <Row label={m.admin_users_keys()} value={m.admin_users_keys_count({ count: api_keys })}>
            {api_keys > 0 && (
              <Button size="small" variant="danger" onClick={() => setAction("keys")}>
                {m.admin_users_keys_revoke()}
              </Button>
            )}
          </Row>
        </ul>
      </CardContent>
      {shown && (
        <ConfirmDialog
          isOpen
          onClose={() => setAction(null)}
          title={shown.title}
          description={shown.description}
          action={shown.action}
          isDangerous={action !== "password"}
          onConfirm={async () => {
            await shown.run();
            await refresh();
            setDone(shown.done);
          }}
        />
      )}
    </Card>
  );
}

function Row({ label, value, children }: { label: string; value?: string; children?: React.ReactNode }) {
  return (
    <li className="flex min-h-11 items-center gap-3 py-1.5 text-[0.8125rem]">
      <span className="flex-1">{label}</span>
      {value && <span className="text-muted">{value}</span>}
      {children}
    </li>
  );
}
