"use client";

import { Download, Pencil, Trash2 } from "lucide-react";
import type { SessionOut } from "sisuiq-client";

import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu-items";

import { exportConversation } from "./export-conversation";

export interface ConversationActionsProps {
  session: SessionOut;
  onRename: () => void;
  onDelete: () => void;
  /** Called with the reason when the conversation could not be exported. */
  onExportFailure: (error: unknown) => void;
}

/** The items of the menu of a conversation. */
export function ConversationActions({ session, onRename, onDelete, onExportFailure }: ConversationActionsProps) {
  const save = (format: "markdown" | "json") => void exportConversation(session, format).catch(onExportFailure);
  return (
    <>
      <DropdownMenuItem onClick={onRename}>
        <Pencil />
        Rename
      </DropdownMenuItem>
      <DropdownMenuItem onClick={() => save("markdown")}>
        <Download />
        Export as Markdown
      </DropdownMenuItem>
      <DropdownMenuItem onClick={() => save("json")}>
        <Download />
        Export as JSON
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem isDangerous onClick={onDelete}>
        <Trash2 />
        Delete
      </DropdownMenuItem>
    </>
  );
}
