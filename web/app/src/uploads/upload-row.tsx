"use client";

import { RotateCcw, X } from "lucide-react";
import type { DocumentSource, DocumentType } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { bytes } from "@/lib/format";
import { choices, SOURCE_LABELS, TYPE_LABELS } from "@/lib/labels";
import { useFocusAfterRemoval } from "@/lib/use-focus-after-removal";

import { Progress } from "./progress";
import type { Upload, UploadState } from "./upload";

interface Props {
  upload: Upload;
  onChange: (changes: Partial<Upload>) => void;
  onRemove: () => void;
}

const STATES: Record<UploadState, { label: string; variant: "neutral" | "primary" | "danger" }> = {
  chosen: { label: "Not uploaded yet", variant: "neutral" },
  refused: { label: "Not accepted", variant: "danger" },
  queued: { label: "Queued", variant: "neutral" },
  uploading: { label: "Uploading", variant: "neutral" },
  processing: { label: "Processing", variant: "neutral" },
  ready: { label: "Ready", variant: "primary" },
  failed: { label: "Failed", variant: "danger" },
};

export function UploadRow({ upload, onChange, onRemove }: Props) {
  const { replaced, file, name, type, source, state, progress, reason } = upload;
  const row = useFocusAfterRemoval<HTMLLIElement>();
  const isMoving = state === "uploading" || state === "processing";
  const isEditable = state === "chosen";
  const { label, variant } = STATES[state];
  return (
    <li ref={row} className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        {replaced ? (
          <p className="min-w-48 flex-1 wrap-anywhere">
            <span className="font-medium">{file.name}</span>
            <span className="block text-xs text-muted">New version of {replaced.name}</span>
          </p>
        ) : (
          <>
            <Input
              aria-label={`Name of ${file.name}`}
              value={name}
              maxLength={500}
              disabled={!isEditable}
              onChange={(event) => onChange({ name: event.target.value })}
              className="min-w-48 flex-1"
            />
            <Select
              aria-label={`Type of ${file.name}`}
              value={type}
              disabled={!isEditable}
              choices={choices(TYPE_LABELS)}
              onChange={(value) => onChange({ type: value as DocumentType })}
            />
            <Select
              aria-label={`Source of ${file.name}`}
              value={source}
              disabled={!isEditable}
              choices={choices(SOURCE_LABELS)}
              onChange={(value) => onChange({ source: value as DocumentSource })}
            />
          </>
        )}
        <span className="w-20 text-right text-xs text-muted tabular-nums">{bytes(file.size)}</span>
        <span className="flex w-32 justify-center" role="status">
          <Badge variant={variant}>{isMoving ? `${label} ${progress}%` : label}</Badge>
        </span>
        {state === "failed" && (
          <Button variant="ghost" size="smallIcon" aria-label={`Retry ${name}`} onClick={() => onChange({ state: "chosen", reason: null })}>
            <RotateCcw />
          </Button>
        )}
        <Button variant="ghost" size="smallIcon" aria-label={`Remove ${name} from the list`} disabled={isMoving} onClick={onRemove}>
          <X />
        </Button>
      </div>
      {isMoving && (
        <div className="mt-2">
          <Progress label={`${label} ${name}`} percent={progress} />
        </div>
      )}
      {reason && <p className="mt-2 text-[0.8125rem] text-danger">{reason}</p>}
    </li>
  );
}
