"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { orThrow, type SessionOut } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";

import { explainChat } from "./explain-chat";

interface Props {
  session: SessionOut;
  onClose: () => void;
  onRenamed: (title: string) => void;
}

export function RenameDialog({ session, onClose, onRenamed }: Props) {
  const queries = useQueryClient();
  const [title, setTitle] = useState(session.title ?? "");
  const renaming = useMutation({
    mutationFn: (wanted: string) =>
      orThrow(api.PATCH("/api/v1/sessions/{id}", { params: { path: { id: session.id } }, body: { title: wanted } })),
    async onSuccess(_, wanted) {
      onRenamed(wanted);
      await queries.invalidateQueries({ queryKey: ["sessions"] });
      onClose();
    },
  });
  return (
    <Dialog isOpen onClose={onClose} title={m.copilot_rename_title()}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          renaming.mutate(title.trim());
        }}
      >
        <Input
          aria-label={m.copilot_rename_field()}
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
            {m.copilot_rename()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
