"use client";

import * as m from "@/paraglide/messages";
import { Frame } from "@/shell/frame";

import { ApiKeys } from "./api-keys";
import { ChangePassword } from "./change-password";
import { LoginSessions } from "./login-sessions";
import { SecondFactor } from "./second-factor";

export function Account() {
  return (
    <Frame isNarrow>
      {(account) => (
        <>
          <h1 className="text-xl font-semibold tracking-tight">{m.account_title()}</h1>
          <p className="mt-1 text-muted">
            {account.name} · {account.email}
          </p>
          <div className="mt-6 flex flex-col gap-6">
            <LoginSessions />
            <ChangePassword email={account.email} />
            <SecondFactor />
            <ApiKeys account={account} />
          </div>
        </>
      )}
    </Frame>
  );
}
