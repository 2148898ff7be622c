"use client";

import { useQueryClient } from "@tanstack/react-query";
import { orThrow, type SessionOut } from "sisuiq-client";

import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { api } from "@/lib/api";

import { RenameDialog } from "./rename-dialog";

export interface ConversationDialogProps {
  kind: "rename" | "delete";
  session: SessionOut;
  title: string;
  onClose: () => void;
  onDeleted: () => void;
}

/** The dialogs of the menu of a conversation. */
export function ConversationDialog({ kind, session, title, onClose, onDeleted }: ConversationDialogProps) {
  const queries = useQueryClient();
  const remove = async () => {
    await orThrow(api.DELETE("/api/v1/sessions/{id}", { params: { path: { id: session.id } } }));
    onDeleted();
    await queries.invalidateQueries({ queryKey: ["sessions"] });
  };
  return kind === "rename" ? (
    <RenameDialog session={session} onClose={onClose} />
  ) : (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title="Delete this conversation?"
      description={`“${title}” and its answers will be permanently deleted.`}
      action="Delete"
      onConfirm={remove}
    />
  );
}
