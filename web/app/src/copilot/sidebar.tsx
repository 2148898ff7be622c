"use client";

import { SquarePen } from "lucide-react";
import type { ChatMode } from "sisuiq-client";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import * as m from "@/paraglide/messages";
import { KNOWLEDGE_ICONS } from "@/shell/page-icons/knowledge";
import { VersionLine } from "@/shell/version-line";
import type { WorkspacePage } from "@/shell/workspaces";

import { History } from "./history";
import { ModeList } from "./mode-list";

interface Props {
  /** The other pages of the workspace. */
  pages: WorkspacePage[];
  mode: ChatMode;
  sessionId: string | null;
  onModeChange: (mode: ChatMode) => void;
  onOpen: (sessionId: string) => void;
  /** Called when the open conversation has another title. */
  onRenamed: (title: string) => void;
  onNew: () => void;
}

export function Sidebar({ pages, mode, sessionId, onModeChange, onOpen, onRenamed, onNew }: Props) {
  return (
    <nav data-testid="sidebar" aria-label={m.copilot_modes_and_conversations()} className="flex min-h-0 w-full flex-1 flex-col bg-surface">
      <div className="p-3">
        <ModeList mode={mode} onChange={onModeChange} />
        <Button className="mt-3 w-full" onClick={onNew}>
          <SquarePen />
          {m.copilot_conversation_new()}
        </Button>
        <ul className="mt-2">
          {pages.map(({ path, title }) => {
            const Icon = KNOWLEDGE_ICONS[path];
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
      </div>
      <History sessionId={sessionId} onOpen={onOpen} onRenamed={onRenamed} onGone={onNew} />
      <VersionLine />
    </nav>
  );
}
