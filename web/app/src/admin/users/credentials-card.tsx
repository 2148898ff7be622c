"use client";

import { useState } from "react";
import { orThrow } from "sisuiq-client";

import type { ManagedUser } from "@/admin/rows";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { api } from "@/lib/api";
import { dateTime, plural } from "@/lib/format";

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
      title: "Send a password reset?",
      description: `${email} gets a link to choose another password. The current one stays valid until then.`,
      action: "Send the link",
      done: "The link was sent.",
      run: () => orThrow(api.POST("/api/admin/users/{id}/password-reset", { params })),
    },
    sessions: {
      title: "End all sessions?",
      description: `${user.name} has to sign in again on every device.`,
      action: "End sessions",
      done: "The sessions have ended.",
      run: () => orThrow(api.DELETE("/api/admin/users/{id}/sessions", { params })),
    },
    keys: {
      title: "Revoke all API keys?",
      description: `Programs that use keys of ${user.name} lose access immediately.`,
      action: "Revoke keys",
      done: "The keys were revoked.",
      run: () => orThrow(api.DELETE("/api/admin/users/{id}/api-keys", { params })),
    },
    totp: {
      title: "Remove the authenticator app?",
      description: `Signing in as ${user.name} no longer requires a code. Do this only if the app is lost.`,
      action: "Remove",
      done: "The authenticator app was removed.",
      run: () => orThrow(api.DELETE("/api/admin/users/{id}/totp", { params })),
    },
  };
  const shown = action && actions[action];
  return (
    <Card>
      <CardHeader title="Sign-in" description={last_login_at ? `Last sign-in ${dateTime(last_login_at)}` : "Never signed in"} />
      <CardContent>
        <p role="status" className="mb-2 text-[0.8125rem] text-muted empty:hidden">
          {done}
        </p>
        <ul className="divide-y">
          <Row label="E-mail address" value={email_is_verified ? "Confirmed" : "Not confirmed"} />
          <Row label="Password">
            {status !== "deactivated" && (
              <Button size="small" onClick={() => setAction("password")}>
                Send a reset
              </Button>
            )}
          </Row>
          <Row label="Authenticator app" value={has_second_factor ? "On" : "Off"}>
            {has_second_factor && !isOwn && (
              <Button size="small" variant="danger" onClick={() => setAction("totp")}>
                Remove
              </Button>
            )}
          </Row>
          <Row label="Sessions" value={plural(login_sessions, "active session")}>
            {login_sessions > 0 && (
              <Button size="small" variant="danger" onClick={() => setAction("sessions")}>
                End all
              </Button>
            )}
          </Row>
          <Row label="API keys" value={plural(api_keys, "key")}>
            {api_keys > 0 && (
              <Button size="small" variant="danger" onClick={() => setAction("keys")}>
                Revoke all
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
