"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Languages, LogOut, UserCog } from "lucide-react";

import { DropdownMenuItem, DropdownMenuLabel, DropdownMenuLink, DropdownMenuSeparator } from "@/components/ui/dropdown-menu-items";
import { chooseLocale } from "@/lib/choose-locale";
import { ROLE_LABELS } from "@/lib/labels";
import { LOCALE_NAMES, OTHER_LOCALES } from "@/lib/locale";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";
import { logOut } from "@/session/log-out";

import { WORKSPACE_ICONS } from "./workspace-icons";
import { workspacesFor } from "./workspaces";

export interface UserMenuItemsProps {
  account: Account;
  /** Called with the reason when the user could not be signed out. */
  onFailure: (reason: string) => void;
}

export default function UserMenuItems({ account: user, onFailure }: UserMenuItemsProps) {
  const queries = useQueryClient();
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
        {m.shell_account()}
      </DropdownMenuLink>
      {OTHER_LOCALES.map((name) => (
        <DropdownMenuItem key={name} lang={name} onClick={() => chooseLocale(name)}>
          <Languages />
          {LOCALE_NAMES[name]}
        </DropdownMenuItem>
      ))}
      <DropdownMenuSeparator />
      <DropdownMenuItem onClick={() => logOut(queries).catch((error) => onFailure(explain(error)))}>
        <LogOut />
        {m.shell_sign_out()}
      </DropdownMenuItem>
    </>
  );
}
