"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { orThrow, type SourceIn, type WatchedSourceOut } from "sisuiq-client";

import { Dialog } from "@/components/ui/dialog";
import { api } from "@/lib/api";
import * as m from "@/paraglide/messages";
import { sourceAddress } from "@/sanctions/address";
import { refreshSources } from "@/sanctions/refresh-sources";
import { MOST_SOURCES, useSources } from "@/sanctions/sources/use-sources";

import { SourceForm } from "./source-form";

const newKey = () => crypto.randomUUID();

/** Adds a source and opens it. */
export function NewSourceDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const queries = useQueryClient();
  const count = useSources(({ length }) => length).data;
  const [attempt, setAttempt] = useState({ key: newKey(), body: "" });
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: (body: SourceIn) => {
      // a repeated request with the same key creates one source; other settings need another key
      const text = JSON.stringify(body);
      const key = attempt.body === text ? attempt.key : newKey();
      setAttempt({ key, body: text });
      return orThrow(api.POST("/api/v1/sources", { params: { header: { "Idempotency-Key": key } }, body }));
    },
    onSuccess: async ({ id }) => {
      await refreshSources(queries);
      router.push(sourceAddress(id));
    },
  });
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={m.sources_new()}
      description={count === undefined ? m.sources_new_hint() : m.sources_new_hint_count({ number: count, most: MOST_SOURCES })}
    >
      <SourceForm error={error} isPending={isPending || isSuccess} save={m.sources_create()} onCancel={onClose} onSave={mutate} />
    </Dialog>
  );
}

/** Changes the settings of a source. */
export function EditSourceDialog({ source, onClose }: { source: WatchedSourceOut; onClose: () => void }) {
  const queries = useQueryClient();
  const { mutate, error, isPending } = useMutation({
    mutationFn: (body: SourceIn) => orThrow(api.PUT("/api/v1/sources/{id}", { params: { path: { id: source.id } }, body })),
    onSuccess: async () => {
      await refreshSources(queries);
      onClose();
    },
  });
  return (
    <Dialog isOpen isWide onClose={onClose} title={m.sources_edit_title()} description={m.sources_edit_hint()}>
      <SourceForm source={source} error={error} isPending={isPending} save={m.sources_save()} onCancel={onClose} onSave={mutate} />
    </Dialog>
  );
}
