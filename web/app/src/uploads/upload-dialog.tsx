"use client";

import { Dialog } from "@/components/ui/dialog";

import { UploadList } from "./upload-list";
import { uploadStore } from "./upload-store";
import { useUploads } from "./use-uploads";

export function UploadDialog({ isAdmin }: { isAdmin: boolean }) {
  const { uploads } = useUploads();
  const isReplacing = uploads.length > 0 && uploads.every(({ replaced }) => replaced !== null);
  const readers = isAdmin ? "Everyone can ask about these documents." : "Only you can see these documents until you share them.";
  const description = isReplacing
    ? "The current version is used until the new one is ready."
    : `${readers} You can ask about a document once it is ready.`;
  return (
    <Dialog
      isOpen
      isWide
      onClose={uploadStore.hide}
      title={isReplacing ? "New version" : "Add documents"}
      description={`${description} You can close this window; uploads continue.`}
    >
      <UploadList isAdmin={isAdmin} />
    </Dialog>
  );
}
