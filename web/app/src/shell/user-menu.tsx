"use client";

import { useState } from "react";

import { deferred } from "@/components/ui/deferred";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { MenuPlaceholder } from "@/components/ui/menu-placeholder";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";

import type { UserMenuItemsProps } from "./user-menu-items";

const UserMenuItems = deferred<UserMenuItemsProps>(
  async () => (await import("./user-menu-items")).default,
  (placeholder) => <MenuPlaceholder {...placeholder} />,
);

export function UserMenu({ account: user }: { account: Account }) {
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
        onIntent={UserMenuItems.preload}
      >
        <UserMenuItems account={user} onFailure={setFailure} />
      </DropdownMenu>
    </>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.charAt(0) ?? "");
  return letters.join("").toUpperCase();
}
