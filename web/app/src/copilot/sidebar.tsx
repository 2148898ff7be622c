"use client";

import { SquarePen } from "lucide-react";
import type { ChatMode } from "sisuiq-client";
import { Button } from "@/components/ui/button";
import * as m from "@/paraglide/messages";
import { KNOWLEDGE_ICONS } from "@/shell/page-icons/knowledge";
import { PageLinks } from "@/shell/page-links";
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
        <PageLinks pages={pages} icons={KNOWLEDGE_ICONS} />
      </div>
      <History sessionId={sessionId} onOpen={onOpen} onRenamed={onRenamed} onGone={onNew} />
      <VersionLine />
    </nav>
  );
}
