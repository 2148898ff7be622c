"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { orThrow } from "sisuiq-client";

import { Button } from "@/components/ui/button";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import { saveFile } from "@/lib/save-file";
import * as m from "@/paraglide/messages";

/** Saves the audit log as a file. */
export function ExportButton({ size = "medium" }: { size?: "small" | "medium" }) {
  const copy = useMutation({
    mutationFn: () => orThrow(api.GET("/api/admin/audit/export", { parseAs: "blob" })),
    onSuccess: (file) => saveFile(file as unknown as Blob, "audit.ndjson"),
  });
  return (
    <>
      <Button size={size} aria-disabled={copy.isPending} onClick={() => !copy.isPending && copy.mutate()}>
        <Download />
        {m.admin_audit_export()}
      </Button>
      {copy.error && (
        <p role="alert" className="mt-1 text-[0.8125rem] text-danger">
          {explain(copy.error)}
        </p>
      )}
    </>
  );
}
