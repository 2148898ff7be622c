"use client";

import { Dialog } from "@/components/ui/dialog";

import { UploadList } from "./upload-list";
import { uploadStore } from "./upload-store";
import { useUploads } from "./use-uploads";

export default function UploadDialog({ isAdmin }: { isAdmin: boolean }) {
  const { uploads } = useUploads();
  const isReplacing = uploads.length > 0 && uploads.every(({ replaced }) => replaced !== null);
  const readers = isAdmin ? "Everybody can ask about what you add." : "What you add is for you alone.";
  const description = isReplacing
    ? "The version before it answers questions until this one is ready."
    : `${readers} A document can be asked about once it is ready.`;
  return (
    <Dialog
      isOpen
      isWide
      onClose={uploadStore.hide}
      title={isReplacing ? "New version" : "Add documents"}
      description={`${description} Uploads go on when this is closed.`}
    >
      <UploadList isAdmin={isAdmin} />
    </Dialog>
  );
}
