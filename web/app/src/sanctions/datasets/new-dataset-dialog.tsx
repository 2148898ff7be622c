"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { type KnowledgeDatasetIn, orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { api } from "@/lib/api";
import { fieldErrors } from "@/lib/field-errors";
import * as m from "@/paraglide/messages";
import { lawDatasetAddress } from "@/sanctions/address";
import { LabelledInput } from "@/session/labelled-input";

import { previewName } from "./preview-name";
import { LAW_DATASETS } from "./use-law-datasets";

/** The longest texts that the API accepts. */
const MOST = { name: 200, description: 500 };

export interface NewDatasetDialogProps {
  onClose: () => void;
}

/** Creates a dataset and opens it. */
export function NewDatasetDialog({ onClose }: NewDatasetDialogProps) {
  const router = useRouter();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const { mutate, error, isPending, isSuccess } = useMutation({
    mutationFn: (body: KnowledgeDatasetIn) => orThrow(api.POST("/api/v1/knowledge/datasets", { body })),
    onSuccess: async ({ name: stored }) => {
      await queries.invalidateQueries({ queryKey: [LAW_DATASETS] });
      router.push(lawDatasetAddress(stored));
    },
  });
  const errors = fieldErrors(error);
  const preview = previewName(name);
  return (
    <Dialog isOpen onClose={onClose} title={m.lawsets_new()} description={m.lawsets_new_hint()}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending && !isSuccess) {
            mutate({ name: name.trim(), ...(description.trim() === "" ? {} : { description: description.trim() }) });
          }
        }}
      >
        <LabelledInput
          label={m.lawsets_name()}
          hint={preview !== null && preview !== name.trim() ? m.lawsets_name_becomes({ name: preview }) : m.lawsets_name_hint()}
          name="name"
          maxLength={MOST.name}
          required
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={name}
          error={errors.name}
          onChange={setName}
        />
        <LabelledInput
          label={m.lawsets_text()}
          name="description"
          maxLength={MOST.description}
          autoComplete="off"
          value={description}
          error={errors.description}
          onChange={setDescription}
        />
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{m.common_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={name.trim() === ""} aria-disabled={isPending || isSuccess}>
            {m.lawsets_create()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
