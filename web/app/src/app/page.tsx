"use client";

import { Copilot } from "@/copilot/copilot";
import { Home } from "@/home/deferred-home";
import { may } from "@/session/account";
import { RequireUser } from "@/session/require-user";

export default function Page() {
  return (
    <RequireUser>{(account) => (may(account, "questions.ask") ? <Copilot account={account} /> : <Home account={account} />)}</RequireUser>
  );
}
