"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { orThrow } from "sisuiq-client";

import type { AdminDocumentOut as DocumentRow } from "sisuiq-client";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DropdownMenu, DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { api } from "@/lib/api";
import { explain } from "@/lib/problems";

export function DocumentActions({ document: { id, name } }: { document: DocumentRow }) {
  const queries = useQueryClient();
  const [isDeleting, setDeleting] = useState(false);
  const params = { path: { id } };
  const changed = () => queries.invalidateQueries({ queryKey: ["/api/admin/documents"] });
  const reindex = useMutation({
    mutationFn: () => orThrow(api.POST("/api/documents/{id}/reindex", { params })),
    onSuccess: changed,
  });
  const remove = async () => {
    await orThrow(api.DELETE("/api/documents/{id}", { params }));
    await changed();
  };
  return (
    <>
      <DropdownMenu label={`Actions for ${name}`} icon={<Ellipsis />} className="text-muted">
        <DropdownMenuItem onClick={() => reindex.mutate()}>
          <RefreshCw />
          Index again
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem isDangerous onClick={() => setDeleting(true)}>
          <Trash2 />
          Delete
        </DropdownMenuItem>
      </DropdownMenu>
      <span role="status" className="block max-w-40 text-xs text-muted">
        {reindex.isPending && "Starting…"}
        {reindex.isSuccess && "Being indexed"}
        {reindex.error && explain(reindex.error)}
      </span>
      <ConfirmDialog
        isOpen={isDeleting}
        onClose={() => setDeleting(false)}
        title="Delete this document?"
        description={`“${name}” is taken out of all answers to come, and its file is deleted. Citations of it are shown as withdrawn.`}
        action="Delete"
        onConfirm={remove}
      />
    </>
  );
}
