"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useState } from "react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";

import { groupAddress } from "./address";
import { refreshGroups } from "./refresh-groups";

const newKey = () => crypto.randomUUID();

export function NewGroupDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const queries = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState("");
  const [key, setKey] = useState(newKey);
  const creation = useMutation({
    // a retried request with the same key creates one group
    mutationFn: () =>
      orThrow(api.POST("/api/admin/groups", { params: { header: { "Idempotency-Key": key } }, body: { name: name.trim() } })),
    async onSuccess({ id }) {
      await refreshGroups(queries);
      router.push(groupAddress(id));
    },
    onError: () => field.current?.focus(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    creation.mutate();
  };
  return (
    <Dialog isOpen onClose={onClose} title={m.admin_groups_new()} description={m.admin_groups_new_description()}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <LabelledInput
          label={m.admin_groups_name()}
          error={creation.error ? explain(creation.error) : undefined}
          maxLength={100}
          required
          autoFocus
          autoComplete="off"
          inputRef={field}
          value={name}
          onChange={(value) => {
            setName(value);
            setKey(newKey());
            creation.reset();
          }}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{m.common_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={name.trim() === "" || creation.isPending || creation.isSuccess}>
            {m.admin_groups_create()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
