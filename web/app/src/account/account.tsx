"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";

import { Button } from "@/components/ui/button";
import { RequireUser } from "@/session/require-user";
import { ThemeToggle } from "@/shell/theme-toggle";
import { UserMenu } from "@/shell/user-menu";

import { ApiKeys } from "./api-keys";
import { ChangePassword } from "./change-password";
import { LoginSessions } from "./login-sessions";
import { SecondFactor } from "./second-factor";

export function Account() {
  return (
    <RequireUser>
      {(user) => (
        <div className="flex min-h-dvh flex-col">
          <header className="flex h-14 shrink-0 items-center gap-1 border-b px-3 md:px-4">
            <Button variant="ghost" size="small" asChild>
              <Link href="/">
                <ArrowLeft />
                Copilot
              </Link>
            </Button>
            <span className="flex-1" />
            <ThemeToggle />
            <UserMenu user={user} />
          </header>
          <main className="mx-auto w-full max-w-2xl px-4 py-8 sm:px-6">
            <h1 className="text-xl font-semibold tracking-tight">Account</h1>
            <p className="mt-1 mb-6 text-muted">
              {user.name} · {user.email}
            </p>
            <div className="flex flex-col gap-6">
              <LoginSessions />
              <ChangePassword email={user.email} />
              <SecondFactor />
              <ApiKeys isAdmin={user.role === "admin"} />
            </div>
          </main>
        </div>
      )}
    </RequireUser>
  );
}
