"use client";

import { FolderPlus, SquarePen } from "lucide-react";
import { useState } from "react";

import { Button } from "@/components/ui/button";
import * as m from "@/paraglide/messages";
import type { PageIcons } from "@/shell/page-icons/page-icons";
import { PageLinks } from "@/shell/page-links";
import { VersionLine } from "@/shell/version-line";
import type { WorkspacePage } from "@/shell/workspaces";

import { type LawAddress, NEW_CHAT } from "./address";
import { FolderList } from "./deferred-folder-list";
import { NewFolderDialog } from "./deferred-menu";

interface Props {
  /** The other pages of the workspace. */
  pages: WorkspacePage[];
  icons: PageIcons;
  address: LawAddress;
  onOpen: (address: LawAddress) => void;
  onRenamed: (id: string, title: string) => void;
}

/** The other pages, and the folders with their conversations. */
export function LawSidebar({ pages, icons, address, onOpen, onRenamed }: Props) {
  const [isNaming, setNaming] = useState(false);
  return (
    <nav aria-label={m.lawchat_pages()} className="flex min-h-0 w-full flex-1 flex-col bg-surface">
      <div className="p-3 pb-1">
        <Button id="new-chat-btn" className="w-full" onClick={() => onOpen({ ...NEW_CHAT, dataset: address.dataset })}>
          <SquarePen aria-hidden />
          {m.lawchat_new()}
        </Button>
        <PageLinks pages={pages} icons={icons} />
      </div>
      <section aria-labelledby="law-folders" className="flex min-h-0 flex-1 flex-col">
        <div className="flex items-center justify-between px-5.5 pb-1">
          <h2 id="law-folders" className="text-xs font-medium text-muted">
            {m.lawchat_folders()}
          </h2>
          <Button
            id="new-folder-btn"
            variant="ghost"
            size="smallIcon"
            className="-mr-2 text-muted"
            aria-label={m.lawchat_folder_new()}
            onPointerEnter={NewFolderDialog.preload}
            onFocus={NewFolderDialog.preload}
            onClick={() => setNaming(true)}
          >
            <FolderPlus />
          </Button>
        </div>
        <FolderList address={address} onOpen={onOpen} onRenamed={onRenamed} />
      </section>
      <VersionLine />
      {isNaming && <NewFolderDialog onClose={() => setNaming(false)} />}
    </nav>
  );
}
