"use client";

import { Menu } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import type { UserOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { ThemeToggle } from "@/shell/theme-toggle";
import { UserMenu } from "@/shell/user-menu";
import { UploadStatus } from "@/uploads/upload-status";

import { Navigation } from "./navigation";

interface Props {
  user: UserOut;
  children: ReactNode;
}

/** The frame of the administration pages: a fixed sidebar, a top bar and a scrolling page. */
export function Console({ user, children }: Props) {
  const [isMenuOpen, setMenuOpen] = useState(false);
  return (
    <div className="flex h-dvh overflow-hidden">
      <aside className="hidden w-60 shrink-0 border-r md:flex">
        <Navigation />
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="flex h-14 shrink-0 items-center gap-1 border-b bg-background px-3 md:px-6">
          <Button variant="ghost" size="icon" className="md:hidden" aria-label="Show the navigation" onClick={() => setMenuOpen(true)}>
            <Menu />
          </Button>
          <span className="flex-1" />
          <UploadStatus isAdmin />
          <Button variant="ghost" size="small" asChild>
            <Link href="/">Open copilot</Link>
          </Button>
          <ThemeToggle />
          <UserMenu user={user} isInConsole />
        </header>
        <main tabIndex={0} className="thin-scrollbar min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2">
          <div className="mx-auto w-full max-w-6xl px-4 py-8 md:px-8">{children}</div>
        </main>
      </div>
      <Sheet isOpen={isMenuOpen} onClose={() => setMenuOpen(false)} side="left" title="Navigation" className="w-60">
        <Navigation onNavigate={() => setMenuOpen(false)} />
      </Sheet>
    </div>
  );
}
