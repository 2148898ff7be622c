"use client";

import { useQueryClient } from "@tanstack/react-query";
import { LogOut, UserCog } from "lucide-react";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { orThrow } from "sisuiq-client";

import { DropdownMenu, DropdownMenuItem, DropdownMenuLabel, DropdownMenuLink, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { api } from "@/lib/api";
import { ROLE_LABELS } from "@/lib/labels";
import { explain } from "@/lib/problems";
import { browserState } from "@/lib/storage";
import type { Account } from "@/session/account";

import { workspacesFor } from "./workspaces";

export function UserMenu({ account: user }: { account: Account }) {
  const queries = useQueryClient();
  const isInAdministration = usePathname().startsWith("/admin/");
  const [failure, setFailure] = useState<string | null>(null);
  const logOut = async () => {
    try {
      await orThrow(api.POST("/api/auth/logout"));
    } catch (error) {
      // the session is still active, so the page stays as it is
      setFailure(explain(error));
      return;
    }
    browserState.setSession(null);
    browserState.setPendingAnswer(null);
    queries.clear();
    location.assign(isInAdministration ? "/admin/login/" : "/login/");
  };
  const picture = (
    <span aria-hidden className="flex size-7 items-center justify-center rounded-full bg-tint text-xs font-semibold text-link">
      {initials(user.name)}
    </span>
  );
  return (
    <>
      {failure !== null && (
        <p role="alert" className="fixed inset-x-0 top-16 z-50 mx-auto w-fit rounded-md border bg-surface px-4 py-2 text-sm">
          You are still signed in. {failure}
        </p>
      )}
      <DropdownMenu label={`${initials(user.name)}, account of ${user.name}`} icon={picture} size="icon" className="rounded-full">
        <DropdownMenuLabel>
          <span className="block font-medium">{user.name}</span>
          <span className="block max-w-56 truncate text-muted">{user.email}</span>
          <span className="block text-muted">{ROLE_LABELS[user.role]}</span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        {workspacesFor(user).map(({ workspace: { id, title, icon: Icon }, start }) => (
          <DropdownMenuLink key={id} href={start.path}>
            <Icon />
            {title}
          </DropdownMenuLink>
        ))}
        <DropdownMenuLink href="/account/">
          <UserCog />
          Account
        </DropdownMenuLink>
        <DropdownMenuSeparator />
        <DropdownMenuItem onClick={() => void logOut()}>
          <LogOut />
          Sign out
        </DropdownMenuItem>
      </DropdownMenu>
    </>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.charAt(0) ?? "");
  return letters.join("").toUpperCase();
}
