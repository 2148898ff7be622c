"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError, orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";

import { type Folder, LAW_CHATS } from "./use-folders";

/** The longest name that the API accepts. */
const LONGEST_NAME = 100;

export interface NewFolderDialogProps {
  onClose: () => void;
}

export function NewFolderDialog({ onClose }: NewFolderDialogProps) {
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const creating = useMutation({
    mutationFn: () => orThrow(api.POST("/api/v1/knowledge/folders", { body: { name: name.trim() } })),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: [LAW_CHATS] });
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={m.lawchat_folder_new()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          creating.mutate();
        }}
      >
        <LabelledInput
          label={m.lawchat_folder_name()}
          name="name"
          maxLength={LONGEST_NAME}
          autoFocus
          autoComplete="off"
          value={name}
          onChange={setName}
        />
        <FormError error={creating.error} className="mt-2" />
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onClose}>{m.common_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={name.trim() === "" || creating.isPending}>
            {m.lawchat_folder_create()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export interface DeleteFolderDialogProps {
  folder: Folder;
  onClose: () => void;
}

export function DeleteFolderDialog({ folder, onClose }: DeleteFolderDialogProps) {
  const queries = useQueryClient();
  const remove = async () => {
    try {
      await orThrow(api.DELETE("/api/v1/knowledge/folders/{id}", { params: { path: { id: folder.id } } }));
    } catch (error) {
      // it was deleted in another tab
      if (!(error instanceof ApiError && error.status === 404)) {
        throw error;
      }
    }
    await queries.invalidateQueries({ queryKey: [LAW_CHATS] });
  };
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={m.lawchat_folder_delete_title({ name: folder.name })}
      description={m.lawchat_folder_delete_hint()}
      action={m.lawchat_folder_delete()}
      onConfirm={remove}
    />
  );
}
