"use client";

import { useQueryClient } from "@tanstack/react-query";
import { LogOut, UserCog } from "lucide-react";
import { usePathname } from "next/navigation";
import { orThrow } from "sisuiq-client";

import { DropdownMenuItem, DropdownMenuLabel, DropdownMenuLink, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { api } from "@/lib/api";
import { ROLE_LABELS } from "@/lib/labels";
import { explain } from "@/lib/problems";
import { browserState } from "@/lib/storage";
import type { Account } from "@/session/account";

import { WORKSPACE_ICONS } from "./workspace-icons";
import { workspacesFor } from "./workspaces";

export interface UserMenuItemsProps {
  account: Account;
  /** Called with the reason when the user could not be signed out. */
  onFailure: (reason: string) => void;
}

export default function UserMenuItems({ account: user, onFailure }: UserMenuItemsProps) {
  const queries = useQueryClient();
  const isInAdministration = usePathname().startsWith("/admin/");
  const logOut = async () => {
    try {
      await orThrow(api.POST("/api/auth/logout"));
    } catch (error) {
      // the session is still active, so the page stays as it is
      onFailure(explain(error));
      return;
    }
    browserState.setSession(null);
    browserState.setPendingAnswer(null);
    queries.clear();
    location.assign(isInAdministration ? "/admin/login/" : "/login/");
  };
  return (
    <>
      <DropdownMenuLabel>
        <span className="block font-medium">{user.name}</span>
        <span className="block max-w-56 truncate text-muted">{user.email}</span>
        <span className="block text-muted">{ROLE_LABELS[user.role]}</span>
      </DropdownMenuLabel>
      <DropdownMenuSeparator />
      {workspacesFor(user).map(({ workspace: { id, title }, start }) => {
        const Icon = WORKSPACE_ICONS[id];
        return (
          <DropdownMenuLink key={id} href={start.path}>
            {Icon && <Icon />}
            {title}
          </DropdownMenuLink>
        );
      })}
      <DropdownMenuLink href="/account/">
        <UserCog />
        Account
      </DropdownMenuLink>
      <DropdownMenuSeparator />
      <DropdownMenuItem onClick={() => void logOut()}>
        <LogOut />
        Sign out
      </DropdownMenuItem>
    </>
  );
}
