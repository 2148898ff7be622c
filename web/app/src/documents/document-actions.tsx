"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useRef, useState } from "react";
import { orThrow } from "sisuiq-client";

import { deferred } from "@/components/ui/deferred";
import { ConfirmDialog } from "@/components/ui/deferred-confirm-dialog";
import { DialogPlaceholder } from "@/components/ui/dialog-placeholder";
import { DropdownMenu } from "@/components/ui/dropdown-menu";
import { MenuPlaceholder } from "@/components/ui/menu-placeholder";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";
import { useFocusAfterRemoval } from "@/lib/use-focus-after-removal";
import * as m from "@/paraglide/messages";
import { uploadStore } from "@/uploads/upload-store";

import type { AccessDialogProps } from "./access-dialog";
import type { DocumentMenuItemsProps } from "./document-menu-items";
import { refreshDocuments } from "./refresh-documents";

const DocumentMenuItems = deferred<DocumentMenuItemsProps>(
  async () => (await import("./document-menu-items")).DocumentMenuItems,
  (placeholder) => <MenuPlaceholder {...placeholder} />,
);
const AccessDialog = deferred<AccessDialogProps>(
  async () => (await import("./access-dialog")).default,
  (placeholder, { onClose }) => <DialogPlaceholder {...placeholder} onClose={onClose} />,
);

function preloadActions(): void {
  void DocumentMenuItems.preload();
  void AccessDialog.preload();
  void ConfirmDialog.preload();
}

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
      <DropdownMenu label={m.documents_actions_for({ name })} icon={<Ellipsis />} className="text-muted" onIntent={preloadActions}>
        <DocumentMenuItems
          onManageAccess={() => setDialog("access")}
          onUpload={() => picker.current?.click()}
          onReindex={() => reindex.mutate()}
          onDelete={() => setDialog("delete")}
        />
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
      {dialog === "access" && <AccessDialog id={id} name={name} isAdmin={isAdmin} onClose={close} />}
      {dialog === "delete" && (
        <ConfirmDialog
          onClose={close}
          title={m.documents_delete_title()}
          description={m.documents_delete_description({ name })}
          action={m.common_delete()}
          onConfirm={remove}
        />
      )}
    </>
  );
}
