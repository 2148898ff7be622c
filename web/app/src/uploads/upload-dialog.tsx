"use client";

import { Dialog } from "@/components/ui/dialog";

import { UploadList } from "./upload-list";
import { uploadStore } from "./upload-store";

export default function UploadDialog({ isAdmin }: { isAdmin: boolean }) {
  const readers = isAdmin ? "Everybody can ask about what you add." : "What you add is for you alone.";
  return (
    <Dialog
      isOpen
      isWide
      onClose={uploadStore.hide}
      title="Add documents"
      description={`${readers} A document can be asked about once it is ready. Uploads go on when this is closed.`}
    >
      <UploadList isAdmin={isAdmin} />
    </Dialog>
  );
}
