import { Link } from "@/components/ui/link";
import * as m from "@/paraglide/messages";
import { WORKSPACE_DESCRIPTIONS } from "@/shell/workspace-descriptions";
import { WORKSPACE_ICONS } from "@/shell/workspace-icons";
import type { Workspace, WorkspacePage } from "@/shell/workspaces";

interface Props {
  workspaces: { workspace: Workspace; start: WorkspacePage }[];
}

/** The workspaces of an account with what they are for. */
export function WorkspaceList({ workspaces }: Props) {
  return (
    <section aria-labelledby="home-workspaces" className="mt-8">
      <h2 id="home-workspaces" className="text-sm font-semibold">
        {m.home_workspaces()}
      </h2>
      <ul className="mt-3 grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {workspaces.map(({ workspace: { id, title }, start }) => {
          const Icon = WORKSPACE_ICONS[id];
          return (
            <li key={id} className="flex gap-3">
              {Icon && <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />}
              <div className="min-w-0">
                <Link href={start.path} className="font-medium text-link hover:underline">
                  {title}
                </Link>
                <p className="text-[0.8125rem] text-muted">{WORKSPACE_DESCRIPTIONS[id]}</p>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
