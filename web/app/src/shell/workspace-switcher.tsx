import { Link } from "@/components/ui/link";
import { classes } from "@/lib/classes";
import * as m from "@/paraglide/messages";
import type { Account } from "@/session/account";

import { HOME, type Workspace, workspacesFor } from "./workspaces";

interface Props {
  account: Account;
  current: Workspace | undefined;
  onNavigate?: (() => void) | undefined;
  className?: string;
}

/** Links to the workspaces of an account, beside the one to its home. An account with a single one has nothing to choose. */
export function WorkspaceSwitcher({ account, current, onNavigate, className }: Props) {
  const choices = workspacesFor(account).filter(({ workspace }) => workspace !== HOME);
  if (choices.length === 0 || (choices.length === 1 && choices[0]?.workspace === current)) {
    return null;
  }
  return (
    <nav aria-label={m.shell_workspaces()} className={className}>
      <ul className="flex gap-1">
        {choices.map(({ workspace, start }) => {
          const isCurrent = workspace === current;
          return (
            <li key={workspace.id}>
              <Link
                href={start.path}
                onClick={onNavigate}
                aria-current={isCurrent ? "true" : undefined}
                className={classes(
                  "flex h-8 items-center rounded-md px-2.5 text-[0.8125rem] font-medium transition-colors",
                  isCurrent ? "bg-tint text-link" : "text-muted hover:bg-border/50 hover:text-foreground",
                )}
              >
                {workspace.title}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
