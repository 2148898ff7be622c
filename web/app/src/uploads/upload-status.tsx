"use client";

import { Check, LoaderCircle, TriangleAlert } from "lucide-react";
import { lazy, Suspense } from "react";

import { Button } from "@/components/ui/button";
import * as m from "@/paraglide/messages";
import { type Account, may } from "@/session/account";

import { countUploads, isInProgress } from "./upload";
import { uploadStore } from "./upload-store";
import { useUploads } from "./use-uploads";

const UploadDialog = lazy(() => import("./upload-dialog"));

/** The progress of all uploads, with a button that opens their list. */
export function UploadStatus({ account }: { account: Account }) {
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
      {isShown && (
        <Suspense>
          <UploadDialog isAdmin={may(account, "documents.manage")} />
        </Suspense>
      )}
    </>
  );
}
