"use client";

import { deferred } from "@/components/ui/deferred";
import { DialogPlaceholder } from "@/components/ui/dialog-placeholder";
import { MenuPlaceholder } from "@/components/ui/menu-placeholder";

import type { ChatActionsProps, FolderActionsProps } from "./chat-actions";
import type { ChatDialogProps } from "./chat-dialog";
import type { DeleteFolderDialogProps, NewFolderDialogProps } from "./folder-dialogs";

const loadMenu = () => import("./menu");

export const ChatActions = deferred<ChatActionsProps>(
  async () => (await loadMenu()).ChatActions,
  (placeholder) => <MenuPlaceholder {...placeholder} />,
);

export const FolderActions = deferred<FolderActionsProps>(
  async () => (await loadMenu()).FolderActions,
  (placeholder) => <MenuPlaceholder {...placeholder} />,
);

export const ChatDialog = deferred<ChatDialogProps>(
  async () => (await loadMenu()).ChatDialog,
  (placeholder, { onClose }) => <DialogPlaceholder {...placeholder} onClose={onClose} />,
);

export const NewFolderDialog = deferred<NewFolderDialogProps>(
  async () => (await loadMenu()).NewFolderDialog,
  (placeholder, { onClose }) => <DialogPlaceholder {...placeholder} onClose={onClose} />,
);

export const DeleteFolderDialog = deferred<DeleteFolderDialogProps>(
  async () => (await loadMenu()).DeleteFolderDialog,
  (placeholder, { onClose }) => <DialogPlaceholder {...placeholder} onClose={onClose} />,
);

/** Loads the menus and their dialogs. */
export function preloadMenu(): void {
  for (const part of [ChatActions, FolderActions, ChatDialog, DeleteFolderDialog]) {
    void part.preload();
  }
}
