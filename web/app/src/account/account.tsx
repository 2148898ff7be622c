"use client";

import { RequireUser } from "@/session/require-user";
import { PageFrame } from "@/shell/page-frame";

import { AccountId } from "./account-id";
import { ApiKeys } from "./api-keys";
import { ChangePassword } from "./change-password";
import { LoginSessions } from "./login-sessions";
import { SecondFactor } from "./second-factor";

export function Account() {
  return (
    <RequireUser>
      {(user) => (
        <PageFrame user={user}>
          <h1 className="text-xl font-semibold tracking-tight">Account</h1>
          <p className="mt-1 text-muted">
            {user.name} · {user.email}
          </p>
          <AccountId id={user.id} />
          <div className="mt-6 flex flex-col gap-6">
            <LoginSessions />
            <ChangePassword email={user.email} />
            <SecondFactor />
            <ApiKeys isAdmin={user.role === "admin"} />
          </div>
        </PageFrame>
      )}
    </RequireUser>
  );
}
