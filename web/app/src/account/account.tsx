"use client";

import { useSettled } from "@/lib/use-settled";
import * as m from "@/paraglide/messages";
import type { Account as AccountOfUser } from "@/session/account";
import { ConfirmAddress } from "@/session/confirm-address";
import { Frame } from "@/shell/frame";

import { ApiKeys } from "./api-keys";
import { ChangeName } from "./change-name";
import { ChangePassword } from "./change-password";
import { LoginSessions } from "./login-sessions";
import { SecondFactor } from "./second-factor";
import { useLoginSessions } from "./use-login-sessions";

export function Account() {
  return (
    <Frame isNarrow>
      {(account) => (
        <>
          <h1 className="text-xl font-semibold tracking-tight">{m.account_title()}</h1>
          <p className="mt-1 text-muted">
            {account.name} · {account.email}
          </p>
          <div className="mt-1">
            {account.email_is_verified ? (
              <p className="text-[0.8125rem] text-muted">{m.account_address_confirmed()}</p>
            ) : (
              <ConfirmAddress email={account.email} />
            )}
          </div>
          <div className="mt-6 flex flex-col gap-6">
            <ChangeName account={account} />
            <LoginSessions />
            <OtherCards account={account} />
          </div>
        </>
      )}
    </Frame>
  );
}

function OtherCards({ account }: { account: AccountOfUser }) {
  const isShown = useSettled(useLoginSessions());
  return (
    isShown && (
      <>
        <ChangePassword email={account.email} />
        <SecondFactor />
        <ApiKeys account={account} />
      </>
    )
  );
}
