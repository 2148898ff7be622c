"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { api } from "@/lib/api";
import { isNotFound } from "@/lib/not-found";
import { explain } from "@/lib/problems";
import { saveFile } from "@/lib/save-file";
import * as m from "@/paraglide/messages";

/** Saves the signed record of a rated answer. */
export function RecordButton({ answerId }: { answerId: string }) {
  const record = useMutation({
    mutationFn: () => orThrow(api.GET("/api/admin/feedback/{id}/provenance", { params: { path: { id: answerId } }, parseAs: "blob" })),
    onSuccess: (file) => saveFile(file as unknown as Blob, `answer-${answerId}.json`),
  });
  return (
    <div>
      <Button size="small" aria-disabled={record.isPending} onClick={() => !record.isPending && record.mutate()}>
        <Download />
        {m.admin_feedback_record_download()}
      </Button>
      {record.error && (
        <p role="alert" className="mt-1 text-[0.8125rem] text-danger">
          {isNotFound(record.error) ? m.admin_feedback_record_unavailable() : explain(record.error)}
        </p>
      )}
    </div>
  );
}
