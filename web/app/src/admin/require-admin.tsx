"use client";

import Link from "next/link";
import type { ReactNode } from "react";

import { Button } from "@/components/ui/button";
import { RequireUser } from "@/session/require-user";
import { Logo } from "@/shell/logo";

import { Console } from "./console";

export function RequireAdmin({ children }: { children: ReactNode }) {
  return (
    <RequireUser>
      {(user) => {
        if (user.role === "admin") {
          return <Console user={user}>{children}</Console>;
        }
        return (
          <main className="flex min-h-dvh flex-col items-center justify-center gap-3 px-6 text-center">
            <Logo className="mb-3 size-10" />
            <h1 className="text-xl font-semibold">These pages are for administrators</h1>
            <p className="max-w-sm text-muted">{user.email} is not an administrator account.</p>
            <Button variant="primary" className="mt-3" asChild>
              <Link href="/">Go to the copilot</Link>
            </Button>
          </main>
        );
      }}
    </RequireUser>
  );
}
