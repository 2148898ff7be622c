"use client";

import { FolderInput, Pencil, SquarePen, Trash2 } from "lucide-react";

import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu-items";
import * as m from "@/paraglide/messages";

import type { ChatDialogKind } from "./chat-dialog";

export interface ChatActionsProps {
  onChoose: (kind: ChatDialogKind) => void;
}

/** The items of the menu of a conversation. */
export function ChatActions({ onChoose }: ChatActionsProps) {
  return (
    <>
      <DropdownMenuItem onClick={() => onChoose("rename")}>
        <Pencil />
        {m.chat_rename()}
      </DropdownMenuItem>
      <DropdownMenuItem onClick={() => onChoose("move")}>
        <FolderInput />
        {m.lawchat_move()}
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem isDangerous onClick={() => onChoose("delete")}>
        <Trash2 />
        {m.common_delete()}
      </DropdownMenuItem>
    </>
  );
}

export interface FolderActionsProps {
  onNew: () => void;
  /** Undefined for the folder that always exists. */
  onDelete: (() => void) | undefined;
}

/** The items of the menu of a folder. */
export function FolderActions({ onNew, onDelete }: FolderActionsProps) {
  return (
    <>
      <DropdownMenuItem onClick={onNew}>
        <SquarePen />
        {m.lawchat_new_here()}
      </DropdownMenuItem>
      {onDelete && (
        <>
          <DropdownMenuSeparator />
          <DropdownMenuItem isDangerous onClick={onDelete}>
            <Trash2 />
            {m.lawchat_folder_delete()}
          </DropdownMenuItem>
        </>
      )}
    </>
  );
}
