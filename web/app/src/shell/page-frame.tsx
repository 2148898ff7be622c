import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { UserOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { classes } from "@/lib/classes";
import { UploadStatus } from "@/uploads/upload-status";

import { ThemeToggle } from "./theme-toggle";
import { UserMenu } from "./user-menu";

interface Props {
  user: UserOut;
  isWide?: boolean;
  children: ReactNode;
}

/** The frame of the pages outside the copilot and the administration. */
export function PageFrame({ user, isWide = false, children }: Props) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-14 shrink-0 items-center gap-1 border-b px-3 md:px-4">
        <Button variant="ghost" size="small" asChild>
          <Link href="/">
            <ArrowLeft />
            Copilot
          </Link>
        </Button>
        <span className="flex-1" />
        <UploadStatus isAdmin={user.role === "admin"} />
        <ThemeToggle />
        <UserMenu user={user} />
      </header>
      <main className={classes("mx-auto w-full px-4 py-8 sm:px-6", isWide ? "max-w-6xl" : "max-w-2xl")}>{children}</main>
    </div>
  );
}
