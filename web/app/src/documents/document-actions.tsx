"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, FileUp, RefreshCw, Trash2, Users } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { orThrow } from "sisuiq-client";

import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenu, DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import { useFocusAfterRemoval } from "@/lib/use-focus-after-removal";
import * as m from "@/paraglide/messages";
import { uploadStore } from "@/uploads/upload-store";

import { refreshDocuments } from "./refresh-documents";

const AccessDialog = lazy(() => import("./access-dialog"));

interface Props {
  document: { id: string; name: string };
  isAdmin: boolean;
  /** Called once the document is deleted, before the lists are refreshed. */
  onDeleted?: () => void;
}

export function DocumentActions({ document: { id, name }, isAdmin, onDeleted }: Props) {
  const queries = useQueryClient();
  const [dialog, setDialog] = useState<"access" | "delete" | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const status = useFocusAfterRemoval<HTMLSpanElement>();
  const params = { path: { id } };
  const close = () => setDialog(null);
  const reindex = useMutation({
    mutationFn: () => orThrow(api.POST("/api/documents/{id}/reindex", { params })),
    onSuccess: () => refreshDocuments(queries),
  });
  const remove = async () => {
    await orThrow(api.DELETE("/api/documents/{id}", { params }));
    onDeleted?.();
    await refreshDocuments(queries);
  };
  const replace = (files: File[]) => {
    uploadStore.add(files, { id, name });
    uploadStore.show();
  };
  return (
    <>
      <DropdownMenu label={m.documents_actions_for({ name })} icon={<Ellipsis />} className="text-muted">
        <DropdownMenuItem onClick={() => setDialog("access")}>
          <Users />
          {m.documents_manage_access()}
        </DropdownMenuItem>
        <DropdownMenuItem onClick={() => picker.current?.click()}>
          <FileUp />
          {m.documents_upload_version()}
        </DropdownMenuItem>
        <DropdownMenuItem onClick={() => reindex.mutate()}>
          <RefreshCw />
          {m.documents_reindex()}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem isDangerous onClick={() => setDialog("delete")}>
          <Trash2 />
          {m.common_delete()}
        </DropdownMenuItem>
      </DropdownMenu>
      <input
        ref={picker}
        type="file"
        aria-label={m.documents_upload_version_of({ name })}
        accept="application/pdf,.pdf"
        hidden
        onChange={(event) => {
          replace([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <span ref={status} role="status" className="block max-w-40 text-xs text-muted">
        {reindex.isPending && m.documents_reindex_starting()}
        {reindex.isSuccess && m.documents_reindex_started()}
        {reindex.error && explain(reindex.error)}
      </span>
      {dialog === "access" && (
        <Suspense>
          <AccessDialog id={id} name={name} isAdmin={isAdmin} onClose={close} />
        </Suspense>
      )}
      <ConfirmDialog
        isOpen={dialog === "delete"}
        onClose={close}
        title={m.documents_delete_title()}
        description={m.documents_delete_description({ name })}
        action={m.common_delete()}
        onConfirm={remove}
      />
    </>
  );
}
