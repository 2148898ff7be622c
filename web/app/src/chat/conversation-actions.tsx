"use client";

import { Download, Pencil, Trash2 } from "lucide-react";

import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu-items";
import * as m from "@/paraglide/messages";

import type { Conversation } from "./conversation";
import { exportConversation } from "./export-conversation";

export interface ConversationActionsProps {
  conversation: Conversation;
  onRename: () => void;
  onDelete: () => void;
  /** Called with the reason when the conversation could not be exported. */
  onExportFailure: (error: unknown) => void;
}

/** The items of the menu of a conversation. */
export function ConversationActions({ conversation, onRename, onDelete, onExportFailure }: ConversationActionsProps) {
  const save = (format: "markdown" | "json") => void exportConversation(conversation, format).catch(onExportFailure);
  return (
    <>
      <DropdownMenuItem onClick={onRename}>
        <Pencil />
        {m.chat_rename()}
      </DropdownMenuItem>
      <DropdownMenuItem onClick={() => save("markdown")}>
        <Download />
        {m.chat_export_markdown()}
      </DropdownMenuItem>
      <DropdownMenuItem onClick={() => save("json")}>
        <Download />
        {m.chat_export_json()}
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem isDangerous onClick={onDelete}>
        <Trash2 />
        {m.common_delete()}
      </DropdownMenuItem>
    </>
  );
}
