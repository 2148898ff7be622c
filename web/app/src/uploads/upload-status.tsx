"use client";

import { deferred } from "@/components/ui/deferred";
import { DialogPlaceholder } from "@/components/ui/dialog-placeholder";
import { type Account, may } from "@/session/account";

import { uploadStore } from "./upload-store";
import { useUploads } from "./use-uploads";

const UploadArea = deferred<{ isAdmin: boolean }>(
  async () => (await import("./upload-area")).default,
  (placeholder) => <DialogPlaceholder {...placeholder} onClose={uploadStore.hide} />,
);

/** The uploads, once there are any. */
export function UploadStatus({ account }: { account: Account }) {
  const { uploads, isShown } = useUploads();
  return (isShown || uploads.length > 0) && <UploadArea isAdmin={may(account, "documents.manage")} />;
}
