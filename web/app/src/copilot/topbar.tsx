"use client";

import { ChartNoAxesColumn, Menu, Shield } from "lucide-react";
import Link from "next/link";
import type { UserOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Logo } from "@/shell/logo";
import { ThemeToggle } from "@/shell/theme-toggle";
import { UserMenu } from "@/shell/user-menu";
import { UploadStatus } from "@/uploads/upload-status";

interface Props {
  user: UserOut;
  onShowSidebar: () => void;
  onShowInsights: () => void;
}

export function Topbar({ user, onShowSidebar, onShowInsights }: Props) {
  return (
    <header className="flex h-14 shrink-0 items-center gap-1 border-b bg-background px-3 md:px-4">
      <Button variant="ghost" size="icon" className="md:hidden" aria-label="Show modes and conversations" onClick={onShowSidebar}>
        <Menu />
      </Button>
      <Logo className="ml-1 size-7 md:ml-0" />
      <div className="ml-2 min-w-0 flex-1">
        <p className="text-sm leading-5 font-semibold tracking-tight">SISUiQ</p>
        <p className="hidden truncate text-xs leading-4 text-muted sm:block">ERA/UETCL Strategy Copilot</p>
      </div>
      <UploadStatus isAdmin={user.role === "admin"} />
      {user.role === "admin" && (
        <span className="hidden sm:inline">
          <Button variant="ghost" size="small" asChild>
            <Link href="/admin/">
              <Shield />
              Admin
            </Link>
          </Button>
        </span>
      )}
      <ThemeToggle />
      <Button variant="ghost" size="icon" className="lg:hidden" aria-label="Show insights" onClick={onShowInsights}>
        <ChartNoAxesColumn />
      </Button>
      <UserMenu user={user} />
    </header>
  );
}
