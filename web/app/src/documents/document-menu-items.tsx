"use client";

import { FileUp, RefreshCw, Trash2, Users } from "lucide-react";

import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu-items";
import * as m from "@/paraglide/messages";

export interface DocumentMenuItemsProps {
  onManageAccess: () => void;
  onUpload: () => void;
  onReindex: () => void;
  onDelete: () => void;
}

/** The items of the menu of a document. */
export function DocumentMenuItems({ onManageAccess, onUpload, onReindex, onDelete }: DocumentMenuItemsProps) {
  return (
    <>
      <DropdownMenuItem onClick={onManageAccess}>
        <Users />
        {m.documents_manage_access()}
      </DropdownMenuItem>
      <DropdownMenuItem onClick={onUpload}>
        <FileUp />
        {m.documents_upload_version()}
      </DropdownMenuItem>
      <DropdownMenuItem onClick={onReindex}>
        <RefreshCw />
        {m.documents_reindex()}
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem isDangerous onClick={onDelete}>
        <Trash2 />
        {m.common_delete()}
      </DropdownMenuItem>
    </>
  );
}
