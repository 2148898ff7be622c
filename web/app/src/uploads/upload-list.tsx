"use client";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

import { DropZone } from "./drop-zone";
import { UploadRow } from "./upload-row";
import type { UploadQueue } from "./use-upload-queue";

export function UploadList({ queue }: { queue: UploadQueue }) {
  const { uploads, add, change, remove, run } = queue;
  const waiting = uploads.filter(({ state }) => state === "chosen").length;
  const isBusy = uploads.some(({ state }) => state === "uploading" || state === "processing");
  return (
    <div>
      <DropZone label="Drop PDF files here" accept="application/pdf,.pdf" isMultiple onFiles={add} />
      {uploads.length > 0 && (
        <Card className="mt-3" aria-label="Uploads">
          <ul className="divide-y">
            {uploads.map((upload) => (
              <UploadRow
                key={upload.key}
                upload={upload}
                onChange={(news) => change(upload.key, news)}
                onRemove={() => remove(upload.key)}
              />
            ))}
          </ul>
          {waiting > 0 && (
            <div className="flex justify-end border-t px-4 py-3">
              <Button variant="primary" disabled={isBusy} onClick={() => void run()}>
                {isBusy ? "Uploading…" : `Upload ${waiting === 1 ? "1 file" : `${waiting} files`}`}
              </Button>
            </div>
          )}
        </Card>
      )}
    </div>
  );
}
