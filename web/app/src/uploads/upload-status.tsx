"use client";

import { Check, LoaderCircle, TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { deferred } from "@/components/ui/deferred";
import { DialogPlaceholder } from "@/components/ui/dialog-placeholder";
import { plural } from "@/lib/format";
import { type Account, may } from "@/session/account";

import { countUploads, isInProgress } from "./upload";
import { uploadStore } from "./upload-store";
import { useUploads } from "./use-uploads";

const UploadDialog = deferred<{ isAdmin: boolean }>(
  async () => (await import("./upload-dialog")).default,
  (placeholder) => <DialogPlaceholder {...placeholder} onClose={uploadStore.hide} />,
);

/** The progress of all uploads, with a button that opens their list. */
export function UploadStatus({ account }: { account: Account }) {
  const { uploads, isShown } = useUploads();
  const { started, done, failed } = countUploads(uploads);
  const isBusy = uploads.some(isInProgress);
  const Icon = isBusy ? LoaderCircle : failed > 0 ? TriangleAlert : Check;
  const outcome = failed > 0 ? `${failed} of ${plural(started, "file")} failed` : `${plural(started, "file")} added`;
  const text = isBusy ? `${done} of ${plural(started, "file")}` : outcome;
  return (
    <>
      <span role="status" className="sr-only">
        {started > 0 && (isBusy ? "Uploading files." : outcome)}
      </span>
      {started > 0 && (
        <Button
          variant="ghost"
          size="small"
          aria-label={`${text}. Show the uploads`}
          data-testid="upload-status"
          onClick={uploadStore.show}
        >
          <Icon className={isBusy ? "animate-spin" : failed > 0 ? "text-danger" : ""} />
          <span className="hidden sm:inline">{text}</span>
          <span className="tabular-nums sm:hidden">
            {done}/{started}
          </span>
        </Button>
      )}
      {isShown && <UploadDialog isAdmin={may(account, "documents.manage")} />}
    </>
  );
}
