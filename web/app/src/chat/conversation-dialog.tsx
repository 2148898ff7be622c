"use client";

import { useQueryClient } from "@tanstack/react-query";
import { orThrow } from "sisuiq-client";

import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";

import type { Conversation } from "./conversation";
import { isGone } from "./explain-chat";
import { ExportFailure } from "./export-failure";
import { RenameDialog } from "./rename-dialog";

export type DialogKind = "rename" | "delete" | { exportError: unknown };

export interface ConversationDialogProps {
  kind: DialogKind;
  conversation: Conversation;
  title: string;
  onClose: () => void;
  onRenamed: (title: string) => void;
  onDeleted: () => void;
}

/** The dialogs of the menu of a conversation. */
export function ConversationDialog({ kind, conversation, title, onClose, onRenamed, onDeleted }: ConversationDialogProps) {
  const queries = useQueryClient();
  const remove = async () => {
    try {
      await orThrow(api.DELETE("/api/v1/sessions/{id}", { params: { path: { id: conversation.id } } }));
    } catch (error) {
      // it was deleted in another tab
      if (!isGone(error)) {
        throw error;
      }
    }
    onDeleted();
    await queries.invalidateQueries({ queryKey: ["sessions"] });
  };
  if (typeof kind === "object") {
    return <ExportFailure error={kind.exportError} onClose={onClose} />;
  }
  return kind === "rename" ? (
    <RenameDialog conversation={conversation} onClose={onClose} onRenamed={onRenamed} />
  ) : (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={m.chat_delete_title()}
      description={m.chat_delete_description({ title })}
      action={m.common_delete()}
      onConfirm={remove}
    />
  );
}
