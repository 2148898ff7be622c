"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";

import { classes } from "@/lib/classes";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";
import { RequireUser } from "@/session/require-user";

import { AppShell } from "./app-shell";
import { NoAccess } from "./no-access";
import type { PageIcons } from "./page-icons/page-icons";
import { WorkspaceNavigation } from "./workspace-navigation";
import { mayOpen, placeOf } from "./workspaces";

interface Props {
  isNarrow?: boolean;
  /** The icons of the navigation; pages outside the workspaces have none. */
  icons?: PageIcons;
  /** The page; a function is called with the account. */
  children: ReactNode | ((account: Account) => ReactNode);
}

/** Shows a page within the frame to accounts that may open it. The registry of workspaces says which ones may. */
export function Frame(props: Props) {
  return <RequireUser>{(account) => <FramedPage account={account} {...props} />}</RequireUser>;
}

function FramedPage({ account, isNarrow = false, icons = {}, children }: Props & { account: Account }) {
  const [isMenuOpen, setMenuOpen] = useState(false);
  const place = placeOf(usePathname());
  const isAllowed = place === undefined || mayOpen(account, place.page);
  const sidebar = place &&
    isAllowed && {
      title: m.shell_navigation(),
      showLabel: m.shell_navigation_show(),
      closeLabel: m.shell_navigation_close(),
      content: <WorkspaceNavigation account={account} place={place} icons={icons} onNavigate={() => setMenuOpen(false)} />,
    };
  const content = typeof children === "function" ? children(account) : children;
  return (
    <AppShell
      account={account}
      workspace={isAllowed ? place?.workspace : undefined}
      isMenuOpen={isMenuOpen}
      onMenuChange={setMenuOpen}
      {...(sidebar ? { sidebar } : {})}
    >
      <main
        id="content"
        tabIndex={0}
        className="thin-scrollbar relative min-h-0 min-w-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
      >
        {isAllowed ? (
          <div className={classes("mx-auto w-full px-4 py-8 md:px-8", isNarrow ? "max-w-2xl" : "max-w-6xl")}>{content}</div>
        ) : (
          <NoAccess account={account} page={place.page} />
        )}
      </main>
    </AppShell>
  );
}
