"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, FileUp, RefreshCw, Trash2, Users } from "lucide-react";
import { useRef, useState } from "react";
import { orThrow } from "sisuiq-client";

import { deferred } from "@/components/ui/deferred";
import { ConfirmDialog } from "@/components/ui/deferred-confirm-dialog";
import { DialogPlaceholder } from "@/components/ui/dialog-placeholder";
import { DropdownMenu, DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import { uploadStore } from "@/uploads/upload-store";

import type { AccessDialogProps } from "./access-dialog";
import { refreshDocuments } from "./refresh-documents";

const AccessDialog = deferred<AccessDialogProps>(
  async () => (await import("./access-dialog")).default,
  (placeholder, { onClose }) => <DialogPlaceholder {...placeholder} onClose={onClose} />,
);

function preloadDialogs(): void {
  void AccessDialog.preload();
  void ConfirmDialog.preload();
}

interface Props {
  document: { id: string; name: string };
  isAdmin: boolean;
}

export function DocumentActions({ document: { id, name }, isAdmin }: Props) {
  const queries = useQueryClient();
  const [dialog, setDialog] = useState<"access" | "delete" | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const params = { path: { id } };
  const close = () => setDialog(null);
  const reindex = useMutation({
    mutationFn: () => orThrow(api.POST("/api/documents/{id}/reindex", { params })),
    onSuccess: () => refreshDocuments(queries),
  });
  const remove = async () => {
    await orThrow(api.DELETE("/api/documents/{id}", { params }));
    await refreshDocuments(queries);
  };
  const replace = (files: File[]) => {
    uploadStore.add(files, { id, name });
    uploadStore.show();
  };
  return (
    <>
      <DropdownMenu label={`Actions for ${name}`} icon={<Ellipsis />} className="text-muted" onIntent={preloadDialogs}>
        <DropdownMenuItem onClick={() => setDialog("access")}>
          <Users />
          Manage access
        </DropdownMenuItem>
        <DropdownMenuItem onClick={() => picker.current?.click()}>
          <FileUp />
          Upload new version
        </DropdownMenuItem>
        <DropdownMenuItem onClick={() => reindex.mutate()}>
          <RefreshCw />
          Re-index
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem isDangerous onClick={() => setDialog("delete")}>
          <Trash2 />
          Delete
        </DropdownMenuItem>
      </DropdownMenu>
      <input
        ref={picker}
        type="file"
        aria-label={`New version of ${name}`}
        accept="application/pdf,.pdf"
        hidden
        onChange={(event) => {
          replace([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <span role="status" className="block max-w-40 text-xs text-muted">
        {reindex.isPending && "Starting…"}
        {reindex.isSuccess && "Indexing…"}
        {reindex.error && explain(reindex.error)}
      </span>
      {dialog === "access" && <AccessDialog id={id} name={name} isAdmin={isAdmin} onClose={close} />}
      {dialog === "delete" && (
        <ConfirmDialog
          onClose={close}
          title="Delete this document?"
          description={`New answers will not use “${name}” and its file will be deleted. Existing citations will be marked as withdrawn.`}
          action="Delete"
          onConfirm={remove}
        />
      )}
    </>
  );
}
