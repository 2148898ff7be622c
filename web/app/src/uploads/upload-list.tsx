"use client";

import { useQueryClient } from "@tanstack/react-query";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { refreshDocuments } from "@/documents/refresh-documents";
import * as m from "@/paraglide/messages";

import { UploadRow } from "./deferred-upload-row";
import { DropZone } from "./drop-zone";
import { LAW_FILES } from "./upload";
import { uploadAll } from "./upload-all";
import { uploadStore } from "./upload-store";
import { useUploads } from "./use-uploads";

export function UploadList({ isAdmin }: { isAdmin: boolean }) {
  const queries = useQueryClient();
  const { uploads, dataset } = useUploads();
  const waiting = uploads.filter(({ state }) => state === "chosen").length;
  const refresh = () => void refreshDocuments(queries);
  return (
    <div>
      <DropZone
        label={dataset === null ? m.uploads_drop() : m.uploads_drop_law()}
        accept={dataset === null ? "application/pdf,.pdf" : LAW_FILES}
        isMultiple
        onFiles={(files) => uploadStore.add(files)}
      />
      {uploads.length > 0 && (
        <Card className="mt-3" aria-label={m.uploads_title()}>
          <ul className="divide-y">
            {uploads.map((upload) => (
              <UploadRow
                key={upload.key}
                upload={upload}
                onChange={(changes) => uploadStore.change(upload.key, changes)}
                onRemove={() => uploadStore.remove(upload.key)}
              />
            ))}
          </ul>
          {waiting > 0 && (
            <div className="flex justify-end border-t px-4 py-3">
              <Button variant="primary" onClick={() => void uploadAll(isAdmin, refresh)}>
                {m.uploads_start({ count: waiting })}
              </Button>
            </div>
          )}
        </Card>
      )}
    </div>
  );
}
