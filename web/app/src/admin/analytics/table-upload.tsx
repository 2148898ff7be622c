"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormError } from "@/components/ui/form-error";
import { warnBeforeUnload } from "@/lib/before-unload";
import * as m from "@/paraglide/messages";
import { LabelledInput } from "@/session/labelled-input";
import { DropZone } from "@/uploads/drop-zone";
import { Progress } from "@/uploads/progress";
import { type NewTable, storeTable } from "@/uploads/store-file";

export function TableUpload({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState("");
  const [served, setServed] = useState("");
  const [percent, setPercent] = useState(0);
  const upload = useMutation({
    mutationFn: (table: NewTable) => storeTable(table, (share) => setPercent(Math.round(share * 100))),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ["/api/admin/analytics"] });
      onClose();
    },
  });
  useEffect(() => {
    warnBeforeUnload("table", upload.isPending);
    return () => warnBeforeUnload("table", false);
  }, [upload.isPending]);
  const close = () => !upload.isPending && onClose();
  const choose = ([chosen]: File[]) => {
    if (chosen) {
      setFile(chosen);
      setName(chosen.name.replace(/\.(csv|xlsx)$/i, ""));
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file) {
      upload.mutate({ file, name: name.trim(), customersServed: served === "" ? null : Number(served) });
    }
  };
  return (
    <Dialog isOpen onClose={close} title={m.admin_analytics_upload()} description={m.admin_analytics_upload_description()}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <DropZone label={file ? file.name : m.admin_analytics_upload_drop()} accept=".csv,.xlsx" onFiles={choose} />
        <LabelledInput
          label={m.admin_analytics_upload_name()}
          name="dataset_name"
          value={name}
          required
          maxLength={255}
          onChange={setName}
        />
        <LabelledInput
          label={m.admin_analytics_upload_customers()}
          name="customers_served"
          hint={m.admin_analytics_upload_customers_hint()}
          type="number"
          min={1}
          value={served}
          onChange={setServed}
        />
        {upload.isPending && <Progress label={m.admin_analytics_upload_progress({ name })} percent={percent} />}
        <FormError error={upload.error} />
        <div className="flex justify-end gap-2">
          <Button disabled={upload.isPending} onClick={onClose}>
            {m.common_cancel()}
          </Button>
          <Button type="submit" variant="primary" disabled={!file || name.trim() === "" || upload.isPending}>
            {upload.isPending ? m.admin_analytics_upload_running() : m.admin_analytics_upload_start()}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
