"use client";

import { Copilot } from "@/copilot/copilot";
import { RequireUser } from "@/session/require-user";

export default function Page() {
  return <RequireUser>{(user) => <Copilot user={user} />}</RequireUser>;
}
