"use client";

import { useMutation } from "@tanstack/react-query";
import { FileCheck } from "lucide-react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { Tooltip } from "@/components/ui/tooltip";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import { saveFile } from "@/lib/save-file";
import * as m from "@/paraglide/messages";

/** Saves the signed record of an answer: its question, calls, results and text. */
export function SaveRecord({ answerId }: { answerId: string }) {
  const saving = useMutation({
    mutationFn: () => orThrow(api.GET("/api/chat/answers/{id}/provenance", { params: { path: { id: answerId } }, parseAs: "blob" })),
    onSuccess: (record) => saveFile(record as unknown as Blob, `answer-${answerId}.json`),
  });
  const label = m.datachat_record_save();
  return (
    <>
      <Tooltip text={label}>
        <Button variant="ghost" size="smallIcon" aria-label={label} disabled={saving.isPending} onClick={() => saving.mutate()}>
          <FileCheck />
        </Button>
      </Tooltip>
      {saving.error && (
        <span role="alert" className="ml-1 text-xs text-danger">
          {explain(saving.error)}
        </span>
      )}
    </>
  );
}
