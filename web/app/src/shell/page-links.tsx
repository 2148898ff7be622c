import { Link } from "@/components/ui/link";

import type { PageIcons } from "./page-icons/page-icons";
import type { WorkspacePage } from "./workspaces";

/** The other pages of a workspace, above a list of conversations. */
export function PageLinks({ pages, icons }: { pages: WorkspacePage[]; icons: PageIcons }) {
  return (
    <ul className="mt-2">
      {pages.map(({ path, title }) => {
        const Icon = icons[path];
        return (
          <li key={path}>
            <Link
              href={path}
              className="flex h-8 items-center gap-2.5 rounded-md px-2.5 text-[0.8125rem] font-medium text-muted hover:bg-border/50 hover:text-foreground"
            >
              {Icon && <Icon aria-hidden className="size-4" />}
              {title}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
