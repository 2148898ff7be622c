"use client";

import { Dialog } from "@/components/ui/dialog";
import { UploadList } from "@/uploads/upload-list";
import { useUploadQueue } from "@/uploads/use-upload-queue";

interface Props {
  isAdmin: boolean;
  /** What was dropped. */
  files: File[];
  onClose: () => void;
}

export default function UploadDialog({ isAdmin, files, onClose }: Props) {
  const queue = useUploadQueue(isAdmin, files);
  const readers = isAdmin ? "Everybody can ask about what you add." : "What you add is for you alone.";
  return (
    <Dialog isOpen isWide onClose={onClose} title="Add documents" description={`${readers} A document can be asked about once it is ready.`}>
      <UploadList queue={queue} />
    </Dialog>
  );
}
