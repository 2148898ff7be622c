"use client";

import { Check, LoaderCircle, TriangleAlert } from "lucide-react";

import { Button } from "@/components/ui/button";
import * as m from "@/paraglide/messages";

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
  const outcome = failed > 0 ? m.uploads_status_failed_of({ failed, count: started }) : m.uploads_status_added({ count: started });
  const text = isBusy ? m.uploads_status_done_of({ done, count: started }) : outcome;
  return (
    <>
      <span role="status" className="sr-only">
        {started > 0 && (isBusy ? m.uploads_status_running() : outcome)}
      </span>
      {started > 0 && (
        <Button
          variant="ghost"
          size="small"
          aria-label={m.uploads_status_show({ status: text })}
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
