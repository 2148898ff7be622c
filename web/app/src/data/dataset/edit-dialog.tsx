"use client";

import { type FormEvent, useState } from "react";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";

import type { DatasetDialogProps } from "./deferred-dialogs";
import { useDatasetChange } from "./use-dataset-change";

/** Changes the words on a dataset. */
export function EditDialog({ dataset, onClose }: DatasetDialogProps) {
  const [texts, setTexts] = useState({
    name: dataset.name,
    description: dataset.description ?? "",
    source: dataset.source ?? "",
    licence: dataset.licence ?? "",
  });
  const { mutate, error, isPending } = useDatasetChange(dataset.id, onClose);
  const fields = [
    { name: "name", label: m.data_dataset_name(), maxLength: 255, required: true },
    { name: "description", label: m.data_dataset_about(), maxLength: 500 },
    { name: "source", label: m.data_card_source(), maxLength: 500 },
    { name: "licence", label: m.data_card_licence(), maxLength: 200 },
  ] as const;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const orNull = (text: string) => text.trim() || null;
    mutate({
      name: texts.name.trim(),
      description: orNull(texts.description),
      source: orNull(texts.source),
      licence: orNull(texts.licence),
    });
  };
  return (
    <Dialog isOpen onClose={onClose} title={m.data_edit_title()}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        {fields.map((field) => (
          <LabelledInput
            key={field.name}
            {...field}
            value={texts[field.name]}
            onChange={(text) => setTexts({ ...texts, [field.name]: text })}
          />
        ))}
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{m.common_cancel()}</Button>
          <Button type="submit" variant="primary" disabled={isPending || texts.name.trim() === ""}>
            {m.data_save()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
