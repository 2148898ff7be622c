import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/deferred-sheet";
import { Link } from "@/components/ui/link";
import { languageOf } from "@/lib/locale";
import * as m from "@/paraglide/messages";
import { SearchButton } from "@/search/search-button";
import type { Account } from "@/session/account";
import { UploadStatus } from "@/uploads/upload-status";

import { HomeLink } from "./home-link";
import { Logo } from "./logo";
import { ThemeToggle } from "./theme-toggle";
import { UserMenu } from "./user-menu";
import { WorkspaceSwitcher } from "./workspace-switcher";
import type { Workspace } from "./workspaces";

interface Props {
  account: Account;
  workspace: Workspace | undefined;
  /** The navigation of the workspace: at the left on wide screens, otherwise in a sheet. */
  sidebar?: { title: string; showLabel: string; closeLabel: string; content: ReactNode };
  isMenuOpen: boolean;
  onMenuChange: (isOpen: boolean) => void;
  /** Further buttons of the top bar. */
  actions?: ReactNode;
  /** Shown between the top bar and the page. */
  banner?: ReactNode;
  testId?: string;
  /** The page; it has an element with the id `content`. */
  children: ReactNode;
}

/** The frame of all pages: a top bar with the workspaces, the navigation of the workspace, and the page. */
export function AppShell({ account, workspace, sidebar, isMenuOpen, onMenuChange, actions, banner, testId, children }: Props) {
  const close = () => onMenuChange(false);
  return (
    <div data-testid={testId} className="flex h-dvh flex-col overflow-hidden">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:border focus:bg-background focus:px-3 focus:py-2 focus:text-sm"
      >
        {m.shell_skip()}
      </a>
      <header className="flex h-14 shrink-0 items-center gap-1 border-b bg-background px-3 md:px-4">
        <Button
          variant="ghost"
          size="icon"
          className="md:hidden"
          aria-label={sidebar?.showLabel ?? m.shell_workspaces_show()}
          onPointerEnter={Sheet.preload}
          onFocus={Sheet.preload}
          onClick={() => onMenuChange(true)}
        >
          <Menu />
        </Button>
        <Link href="/" className="ml-1 flex min-w-0 items-center gap-2 rounded-md md:ml-0">
          <Logo className="size-7" />
          <span className="min-w-0">
            <span className="block truncate text-sm leading-5 font-semibold tracking-tight">{m.shell_product()}</span>
            <span className="hidden truncate text-xs leading-4 text-muted sm:block">{m.shell_product_description()}</span>
          </span>
        </Link>
        <HomeLink current={workspace} className="ml-4 max-md:hidden" />
        <WorkspaceSwitcher account={account} current={workspace} className="hidden md:block" />
        <span className="flex-1" />
        <UploadStatus account={account} />
        <SearchButton account={account} />
        <ThemeToggle />
        {actions}
        <UserMenu account={account} />
      </header>
      {banner}
      <div className="flex min-h-0 flex-1">
        {sidebar && !isMenuOpen && <div className="hidden w-64 shrink-0 border-r md:flex">{sidebar.content}</div>}
        <div lang={languageOf(workspace?.isTranslated ?? false)} className="contents">
          {children}
        </div>
      </div>
      {isMenuOpen && (
        <Sheet
          onClose={close}
          side="left"
          title={sidebar?.title ?? m.shell_workspaces()}
          closeLabel={sidebar?.closeLabel ?? m.shell_workspaces_close()}
          className="w-72"
        >
          <div className="flex min-h-0 flex-1 flex-col bg-surface pt-12">
            <HomeLink current={workspace} onNavigate={close} className="mx-3 mb-1" />
            <WorkspaceSwitcher account={account} current={workspace} onNavigate={close} className="px-3 pb-2" />
            {sidebar?.content}
          </div>
        </Sheet>
      )}
    </div>
  );
}
