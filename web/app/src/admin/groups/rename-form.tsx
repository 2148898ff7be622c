"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { orThrow } from "sisuiq-client";

import type { GroupRow } from "@/admin/rows";
import { Button } from "@/components/ui/button";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";

import { refreshGroup } from "./refresh-groups";

export function RenameForm({ group }: { group: GroupRow }) {
  const queries = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(group.name);
  const renaming = useMutation({
    mutationFn: () => orThrow(api.PATCH("/api/admin/groups/{id}", { params: { path: { id: group.id } }, body: { name: name.trim() } })),
    async onSuccess(renamed) {
      await refreshGroup(queries, group.id);
      setName(renamed.name);
      // the button is disabled now
      field.current?.focus();
    },
    onError: () => field.current?.focus(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    renaming.mutate();
  };
  return (
    <form onSubmit={submit} className="flex max-w-md items-start gap-2">
      <div className="min-w-0 flex-1">
        <LabelledInput
          label={m.admin_groups_name()}
          error={renaming.error ? explain(renaming.error) : undefined}
          maxLength={100}
          required
          autoComplete="off"
          inputRef={field}
          value={name}
          onChange={(value) => {
            setName(value);
            renaming.reset();
          }}
        />
        <p role="status" className="mt-1.5 text-[0.8125rem] text-muted empty:hidden">
          {renaming.isSuccess && m.admin_groups_renamed()}
        </p>
      </div>
      <Button type="submit" className="mt-[1.625rem]" disabled={name.trim() === group.name || name.trim() === "" || renaming.isPending}>
        {m.admin_groups_rename()}
      </Button>
    </form>
  );
}
