"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useId, useState } from "react";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { warnBeforeUnload } from "@/lib/before-unload";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";
import { DropZone } from "@/uploads/drop-zone";
import { Progress } from "@/uploads/progress";

import { datasetAddress } from "./dataset";
import { ENCODINGS } from "./encodings";
import { isWorkbook, type NewDataset, storeDataset } from "./store-dataset";
import { DATASETS } from "./use-datasets";

/** The largest file, in bytes: 50 MiB. */
const MOST_BYTES = 52_428_800;

/** Uploads a file and opens its dataset. */
export function DatasetUpload({ onClose }: { onClose: () => void }) {
  const id = useId();
  const router = useRouter();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [texts, setTexts] = useState({ name: "", description: "", encoding: "" });
  const [percent, setPercent] = useState(0);
  const refusal = file && refusalOf(file);
  const { mutate, error, isPending } = useMutation({
    mutationFn: (dataset: NewDataset) => storeDataset(dataset, (share) => setPercent(Math.round(share * 100))),
    onSuccess: async (stored) => {
      await queries.invalidateQueries({ queryKey: [DATASETS] });
      onClose();
      router.push(datasetAddress(stored));
    },
  });
  useEffect(() => {
    warnBeforeUnload("dataset", isPending);
    return () => warnBeforeUnload("dataset", false);
  }, [isPending]);
  const choose = ([chosen]: File[]) => {
    if (chosen) {
      setFile(chosen);
      setTexts((old) => ({ ...old, name: chosen.name.replace(/\.(csv|xlsx)$/i, "") }));
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file && !refusal && !isPending) {
      mutate({ ...texts, file, name: texts.name.trim(), description: texts.description.trim() });
    }
  };
  return (
    <Dialog isOpen onClose={() => !isPending && onClose()} title={m.data_dataset_upload()} description={m.data_dataset_upload_hint()}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <DropZone label={file ? file.name : m.data_dataset_drop()} accept=".csv,.xlsx" onFiles={choose} />
        {refusal && <Notice variant="danger">{refusal}</Notice>}
        <LabelledInput
          label={m.data_dataset_name()}
          name="name"
          value={texts.name}
          required
          maxLength={255}
          onChange={(name) => setTexts({ ...texts, name })}
        />
        <LabelledInput
          label={m.data_dataset_about()}
          name="description"
          hint={m.data_dataset_optional()}
          value={texts.description}
          maxLength={500}
          onChange={(description) => setTexts({ ...texts, description })}
        />
        {!(file && isWorkbook(file)) && (
          <div>
            <label htmlFor={id} className="mb-1.5 block text-[0.8125rem] font-medium">
              {m.data_dataset_encoding()}
            </label>
            <Select
              id={id}
              name="encoding"
              value={texts.encoding}
              choices={ENCODINGS}
              onChange={(encoding) => setTexts({ ...texts, encoding })}
            />
          </div>
        )}
        {isPending && <Progress label={m.data_dataset_uploading({ name: texts.name })} percent={percent} />}
        <FormError error={error} />
        <div className="flex justify-end gap-2">
          <Button disabled={isPending} onClick={onClose}>
            {m.common_cancel()}
          </Button>
          <Button type="submit" variant="primary" disabled={!file || refusal !== null || texts.name.trim() === "" || isPending}>
            {isPending ? m.data_dataset_upload_running() : m.data_dataset_upload_start()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Why a file cannot be uploaded; null if it can. */
function refusalOf({ name, size }: File): string | null {
  if (!/\.(csv|xlsx)$/i.test(name)) {
    return m.data_dataset_wrong_file();
  }
  return size === 0 ? m.data_dataset_empty_file() : size > MOST_BYTES ? m.data_dataset_large_file() : null;
}
