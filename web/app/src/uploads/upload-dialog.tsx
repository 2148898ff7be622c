"use client";

import { Dialog } from "@/components/ui/dialog";
import * as m from "@/paraglide/messages";

import { UploadList } from "./upload-list";
import { uploadStore } from "./upload-store";
import { useUploads } from "./use-uploads";

export function UploadDialog({ isAdmin }: { isAdmin: boolean }) {
  const { uploads, dataset } = useUploads();
  const isReplacing = uploads.length > 0 && uploads.every(({ replaced }) => replaced !== null);
  const addDescription = isAdmin ? m.uploads_add_description_everyone() : m.uploads_add_description_private();
  return (
    <Dialog
      isOpen
      isWide
      onClose={uploadStore.hide}
      title={isReplacing ? m.uploads_version_title() : dataset === null ? m.uploads_add_title() : m.uploads_add_title_to({ dataset })}
      description={isReplacing ? m.uploads_version_description() : addDescription}
    >
      <UploadList isAdmin={isAdmin} />
    </Dialog>
  );
}
