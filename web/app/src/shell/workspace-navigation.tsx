import { Link } from "@/components/ui/link";
import { classes } from "@/lib/classes";
import type { Account } from "@/session/account";

import type { PageIcons } from "./page-icons/page-icons";
import { VersionLine } from "./version-line";
import { type Place, pagesFor } from "./workspaces";

interface Props {
  account: Account;
  place: Place;
  icons: PageIcons;
  onNavigate?: () => void;
}

/** The pages of a workspace that the account may open. */
export function WorkspaceNavigation({ account, place: { workspace, page: current }, icons, onNavigate }: Props) {
  return (
    <nav aria-label={workspace.title} className="flex min-h-0 w-full flex-1 flex-col bg-surface">
      <ul className="flex flex-1 flex-col gap-0.5 overflow-y-auto p-3">
        {pagesFor(workspace, account).map(({ path, title }) => {
          const Icon = icons[path];
          const isCurrent = path === current.path;
          return (
            <li key={path}>
              <Link
                href={path}
                onClick={onNavigate}
                aria-current={isCurrent ? "page" : undefined}
                className={classes(
                  "flex h-9 items-center gap-2.5 rounded-md px-2.5 text-[0.8125rem] font-medium transition-colors",
                  isCurrent ? "bg-tint text-link" : "text-muted hover:bg-border/50 hover:text-foreground",
                )}
              >
                {Icon && <Icon aria-hidden className="size-4" />}
                {title}
              </Link>
            </li>
          );
        })}
      </ul>
      <VersionLine />
    </nav>
  );
}
