"use client";

import { Ellipsis, Folder as FolderIcon } from "lucide-react";
import { useState } from "react";

import { DropdownMenu } from "@/components/ui/dropdown-menu";
import * as m from "@/paraglide/messages";

import { DEFAULT_FOLDER, type LawAddress, NEW_CHAT } from "./address";
import { DeleteFolderDialog, FolderActions, preloadMenu } from "./deferred-menu";
import type { Folder } from "./use-folders";

interface Props {
  folder: Folder;
  address: LawAddress;
  onOpen: (address: LawAddress) => void;
}

/** The name of a folder, and what can be done with it. */
export function FolderHeading({ folder, address, onOpen }: Props) {
  const [isDeleting, setDeleting] = useState(false);
  const isDefault = folder.id === DEFAULT_FOLDER;
  const name = isDefault ? m.lawchat_folder_default() : folder.name;
  return (
    <div className="flex items-center gap-2 px-2.5">
      <FolderIcon aria-hidden className="size-3.5 shrink-0 text-muted" />
      <h3 id={`folder-${folder.id}`} className="min-w-0 flex-1 truncate text-[0.8125rem] font-medium" title={name}>
        {name}
      </h3>
      <DropdownMenu
        label={m.lawchat_folder_actions({ name })}
        icon={<Ellipsis />}
        className="-mr-1.5 text-muted hover:bg-border/60"
        onIntent={preloadMenu}
      >
        <FolderActions
          onNew={() => onOpen({ ...NEW_CHAT, folder: folder.id, dataset: address.dataset })}
          onDelete={isDefault ? undefined : () => setDeleting(true)}
        />
      </DropdownMenu>
      {isDeleting && <DeleteFolderDialog folder={folder} onClose={() => setDeleting(false)} />}
    </div>
  );
}
