"use client";

import { SquarePen } from "lucide-react";
import type { ChatMode } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { VersionLine } from "@/shell/version-line";

import { History } from "./history";
import { ModeList } from "./mode-list";

interface Props {
  mode: ChatMode;
  sessionId: string | null;
  onModeChange: (mode: ChatMode) => void;
  onOpen: (sessionId: string) => void;
  onNew: () => void;
}

export function Sidebar({ mode, sessionId, onModeChange, onOpen, onNew }: Props) {
  return (
    <nav data-testid="sidebar" aria-label="Modes and conversations" className="flex min-h-0 w-full flex-1 flex-col bg-surface">
      <div className="p-3">
        <ModeList mode={mode} onChange={onModeChange} />
        <Button className="mt-3 w-full" onClick={onNew}>
          <SquarePen />
          New conversation
        </Button>
      </div>
      <History sessionId={sessionId} onOpen={onOpen} onGone={onNew} />
      <VersionLine />
    </nav>
  );
}
