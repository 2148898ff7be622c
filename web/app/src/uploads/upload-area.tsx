"use client";

import { Check, LoaderCircle, TriangleAlert } from "lucide-react";

import { Button } from "@/components/ui/button";
import { plural } from "@/lib/counts";

import { countUploads, isInProgress } from "./upload";
import { UploadDialog } from "./upload-dialog";
import { uploadStore } from "./upload-store";
import { useUploads } from "./use-uploads";

/** The progress of all uploads, with a button that opens their list, and the list. */
export default function UploadArea({ isAdmin }: { isAdmin: boolean }) {
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
      {isShown && <UploadDialog isAdmin={isAdmin} />}
    </>
  );
}
