"use client";

import { Check, LoaderCircle, TriangleAlert } from "lucide-react";
import { lazy, Suspense } from "react";

import { Button } from "@/components/ui/button";
import { plural } from "@/lib/format";

import { isUnderWay, tally } from "./upload";
import { uploadStore } from "./upload-store";
import { useUploads } from "./use-uploads";

const UploadDialog = lazy(() => import("./upload-dialog"));

/** How far uploads are, whatever else is shown, and the way to them. */
export function UploadStatus({ isAdmin }: { isAdmin: boolean }) {
  const { uploads, isShown } = useUploads();
  const { wanted, done, failed } = tally(uploads);
  const isBusy = uploads.some(isUnderWay);
  const Icon = isBusy ? LoaderCircle : failed > 0 ? TriangleAlert : Check;
  const outcome = failed > 0 ? `${failed} of ${plural(wanted, "file")} failed` : `${plural(wanted, "file")} added`;
  const text = isBusy ? `${done} of ${plural(wanted, "file")}` : outcome;
  return (
    <>
      <span role="status" className="sr-only">
        {wanted > 0 && (isBusy ? "Uploading files." : outcome)}
      </span>
      {wanted > 0 && (
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
            {done}/{wanted}
          </span>
        </Button>
      )}
      {isShown && (
        <Suspense>
          <UploadDialog isAdmin={isAdmin} />
        </Suspense>
      )}
    </>
  );
}
