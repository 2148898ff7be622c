import { House } from "lucide-react";

import { Link } from "@/components/ui/link";
import { classes } from "@/lib/classes";

import { HOME, HOME_PAGE, type Workspace } from "./workspaces";

interface Props {
  current: Workspace | undefined;
  onNavigate?: () => void;
  className?: string;
}

/** A link to the home page. Every account has one, so it is not among the workspaces to choose from. */
export function HomeLink({ current, onNavigate, className }: Props) {
  const { path, title } = HOME_PAGE;
  const isCurrent = current === HOME;
  return (
    <Link
      href={path}
      onClick={onNavigate}
      aria-current={isCurrent ? "page" : undefined}
      className={classes(
        "flex h-8 items-center gap-2 rounded-md px-2.5 text-[0.8125rem] font-medium transition-colors",
        isCurrent ? "bg-tint text-link" : "text-muted hover:bg-border/50 hover:text-foreground",
        className,
      )}
    >
      <House aria-hidden className="size-4" />
      {title}
    </Link>
  );
}
