"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type KnowledgeChatOut, orThrow } from "sisuiq-client";

import { isGone } from "@/chat/explain-chat";
import { Choice } from "@/components/choice";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";

import { DEFAULT_FOLDER } from "./address";
import { type Folder, LAW_CHATS } from "./use-folders";

/** The longest title that the API accepts. */
const LONGEST_TITLE = 500;

export type ChatDialogKind = "rename" | "move" | "delete";

export interface ChatDialogProps {
  kind: ChatDialogKind;
  chat: KnowledgeChatOut;
  /** The title, also of a conversation that has none. */
  title: string;
  folders: Folder[];
  onClose: () => void;
  onRenamed: (title: string) => void;
  /** Called with the conversation to show next; null if there is none in the folder. */
  onDeleted: (next: string | null) => void;
}

/** The dialogs of the menu of a conversation. */
export function ChatDialog({ kind, ...dialog }: ChatDialogProps) {
  switch (kind) {
    case "rename":
      return <RenameDialog {...dialog} />;
    case "move":
      return <MoveDialog {...dialog} />;
    case "delete":
      return <DeleteDialog {...dialog} />;
  }
}

type DialogProps = Omit<ChatDialogProps, "kind">;

function RenameDialog({ chat, onClose, onRenamed }: DialogProps) {
  const queries = useQueryClient();
  const [title, setTitle] = useState(chat.title);
  const renaming = useMutation({
    mutationFn: (wanted: string) =>
      orThrow(api.PUT("/api/v1/knowledge/chats/{id}", { params: { path: { id: chat.id } }, body: { title: wanted } })),
    async onSuccess({ title: stored }) {
      onRenamed(stored);
      await queries.invalidateQueries({ queryKey: [LAW_CHATS] });
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={m.chat_rename_title()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          renaming.mutate(title.trim());
        }}
      >
        <Input
          aria-label={m.chat_rename_field()}
          name="title"
          value={title}
          maxLength={LONGEST_TITLE}
          autoFocus
          onChange={({ target }) => setTitle(target.value)}
        />
        <FormError error={renaming.error} className="mt-2" />
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onClose}>{m.common_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={title.trim() === "" || renaming.isPending}>
            {m.chat_rename()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function MoveDialog({ chat, title, folders, onClose }: DialogProps) {
  const queries = useQueryClient();
  const [folder, setFolder] = useState(chat.folder_id);
  const moving = useMutation({
    mutationFn: () =>
      orThrow(api.POST("/api/v1/knowledge/chats/{id}/move", { params: { path: { id: chat.id } }, body: { folder_id: folder } })),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: [LAW_CHATS] });
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={m.lawchat_move_title()} description={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          moving.mutate();
        }}
      >
        <Choice
          label={m.lawchat_folder()}
          value={folder}
          choices={folders.map(({ id, name }) => ({ value: id, label: id === DEFAULT_FOLDER ? m.lawchat_folder_default() : name }))}
          onChange={setFolder}
        />
        <FormError error={moving.error} className="mt-2" />
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onClose}>{m.common_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={folder === chat.folder_id || moving.isPending}>
            {m.lawchat_move_confirm()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function DeleteDialog({ chat, title, onClose, onDeleted }: DialogProps) {
  const queries = useQueryClient();
  const remove = async () => {
    let next: string | null = null;
    try {
      const { next_chat } = await orThrow(api.DELETE("/api/v1/knowledge/chats/{id}", { params: { path: { id: chat.id } } }));
      next = next_chat?.id ?? null;
    } catch (error) {
      // it was deleted in another tab
      if (!isGone(error)) {
        throw error;
      }
    }
    onDeleted(next);
    await queries.invalidateQueries({ queryKey: [LAW_CHATS] });
  };
  return (
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
