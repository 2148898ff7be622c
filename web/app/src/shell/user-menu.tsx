"use client";

import { useQueryClient } from "@tanstack/react-query";
import { LogOut, UserCog } from "lucide-react";
import Link from "next/link";
import { useState } from "react";

import { DropdownMenu, DropdownMenuItem, DropdownMenuLabel, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { ROLE_LABELS } from "@/lib/labels";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";
import { logOut } from "@/session/log-out";

import { workspacesFor } from "./workspaces";

export function UserMenu({ account: user }: { account: Account }) {
  const queries = useQueryClient();
  const [failure, setFailure] = useState<string | null>(null);
  const picture = (
    <span aria-hidden className="flex size-7 items-center justify-center rounded-full bg-tint text-xs font-semibold text-link">
      {initials(user.name)}
    </span>
  );
  return (
    <>
      {failure !== null && (
        <p role="alert" className="fixed inset-x-0 top-16 z-50 mx-auto w-fit rounded-md border bg-surface px-4 py-2 text-sm">
          {m.shell_sign_out_failed({ reason: failure })}
        </p>
      )}
      <DropdownMenu
        label={m.shell_user_menu({ initials: initials(user.name), name: user.name })}
        icon={picture}
        size="icon"
        className="rounded-full"
      >
        <DropdownMenuLabel>
          <span className="block font-medium">{user.name}</span>
          <span className="block max-w-56 truncate text-muted">{user.email}</span>
          <span className="block text-muted">{ROLE_LABELS[user.role]}</span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        {workspacesFor(user).map(({ workspace: { id, title, icon: Icon }, start }) => (
          <DropdownMenuItem key={id} asChild>
            <Link href={start.path} prefetch={false}>
              <Icon />
              {title}
            </Link>
          </DropdownMenuItem>
        ))}
        <DropdownMenuItem asChild>
          <Link href="/account/" prefetch={false}>
            <UserCog />
            {m.shell_account()}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onClick={() => logOut(queries).catch((error) => setFailure(explain(error)))}>
          <LogOut />
          {m.shell_sign_out()}
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
