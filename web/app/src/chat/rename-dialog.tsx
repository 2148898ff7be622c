"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";

import type { Conversation } from "./conversation";
import { explainChat } from "./explain-chat";

interface Props {
  conversation: Conversation;
  onClose: () => void;
  onRenamed: (title: string) => void;
}

export function RenameDialog({ conversation, onClose, onRenamed }: Props) {
  const queries = useQueryClient();
  const [title, setTitle] = useState(conversation.title ?? "");
  const renaming = useMutation({
    mutationFn: (wanted: string) =>
      orThrow(api.PATCH("/api/v1/sessions/{id}", { params: { path: { id: conversation.id } }, body: { title: wanted } })),
    async onSuccess(_, wanted) {
      onRenamed(wanted);
      await queries.invalidateQueries({ queryKey: ["sessions"] });
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
          maxLength={500}
          autoFocus
          onChange={(event) => setTitle(event.target.value)}
        />
        <FormError error={renaming.error} describe={explainChat} className="mt-2" />
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
