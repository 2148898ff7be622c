"use client";

import { SquarePen } from "lucide-react";

import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import * as m from "@/paraglide/messages";
import type { PageIcons } from "@/shell/page-icons/page-icons";
import { PageLinks } from "@/shell/page-links";
import { VersionLine } from "@/shell/version-line";
import type { WorkspacePage } from "@/shell/workspaces";

import type { ChatAddress } from "./address";
import { ConversationList } from "./conversation-list";

interface Props {
  /** The other pages of the workspace. */
  pages: WorkspacePage[];
  icons: PageIcons;
  address: ChatAddress | undefined;
  onOpen: (address: ChatAddress) => void;
}

export function DataSidebar({ pages, icons, address, onOpen }: Props) {
  const dataset = address?.dataset ?? null;
  return (
    <nav aria-label={m.datachat_pages()} className="flex min-h-0 w-full flex-1 flex-col bg-surface">
      <div className="p-3">
        {address ? (
          <Button className="w-full" onClick={() => onOpen({ dataset, conversation: null })}>
            <SquarePen />
            {m.datachat_new()}
          </Button>
        ) : (
          <ButtonLink href="/data/chat/?conversation=new" className="w-full">
            <SquarePen aria-hidden />
            {m.datachat_without_dataset()}
          </ButtonLink>
        )}
        <PageLinks pages={pages} icons={icons} />
      </div>
      <ConversationList address={address} onOpen={onOpen} />
      <VersionLine />
    </nav>
  );
}
