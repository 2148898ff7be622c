"use client";

import { FileUp, RefreshCw, Trash2, Users } from "lucide-react";

import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu-items";

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
        Manage access
      </DropdownMenuItem>
      <DropdownMenuItem onClick={onUpload}>
        <FileUp />
        Upload new version
      </DropdownMenuItem>
      <DropdownMenuItem onClick={onReindex}>
        <RefreshCw />
        Re-index
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem isDangerous onClick={onDelete}>
        <Trash2 />
        Delete
      </DropdownMenuItem>
    </>
  );
}
