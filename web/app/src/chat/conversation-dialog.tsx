"use client";

import { useQueryClient } from "@tanstack/react-query";
import { orThrow, type SessionOut } from "sisuiq-client";

import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";

import { isGone } from "./explain-chat";
import { ExportFailure } from "./export-failure";
import { RenameDialog } from "./rename-dialog";

export type DialogKind = "rename" | "delete" | { exportError: unknown };

export interface ConversationDialogProps {
  kind: DialogKind;
  session: SessionOut;
  title: string;
  onClose: () => void;
  onRenamed: (title: string) => void;
  onDeleted: () => void;
}

/** The dialogs of the menu of a conversation. */
export function ConversationDialog({ kind, session, title, onClose, onRenamed, onDeleted }: ConversationDialogProps) {
  const queries = useQueryClient();
  const remove = async () => {
    try {
      await orThrow(api.DELETE("/api/v1/sessions/{id}", { params: { path: { id: session.id } } }));
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
    <RenameDialog session={session} onClose={onClose} onRenamed={onRenamed} />
  ) : (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={m.copilot_delete_title()}
      description={m.copilot_delete_description({ title })}
      action={m.common_delete()}
      onConfirm={remove}
    />
  );
}
