"use client";

import { RequireUser } from "@/session/require-user";

import { Home } from "./home";

export function HomePage() {
  return <RequireUser>{(account) => <Home account={account} />}</RequireUser>;
}
