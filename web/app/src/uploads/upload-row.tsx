"use client";

import { RotateCcw, X } from "lucide-react";
import type { DocumentSource, DocumentType } from "sisuiq-client";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { bytes, percent } from "@/lib/format";
import { choices, SOURCE_LABELS, TYPE_LABELS } from "@/lib/labels";
import { useFocusAfterRemoval } from "@/lib/use-focus-after-removal";
import * as m from "@/paraglide/messages";

import { LawFields } from "./law-fields";
import { Progress } from "./progress";
import type { Upload, UploadState } from "./upload";

interface Props {
  upload: Upload;
  onChange: (changes: Partial<Upload>) => void;
  onRemove: () => void;
}

const STATES: Record<UploadState, { label: string; variant: "neutral" | "primary" | "danger" }> = {
  chosen: { label: m.uploads_state_chosen(), variant: "neutral" },
  refused: { label: m.uploads_state_refused(), variant: "danger" },
  queued: { label: m.uploads_state_queued(), variant: "neutral" },
  uploading: { label: m.uploads_state_uploading(), variant: "neutral" },
  processing: { label: m.uploads_state_processing(), variant: "neutral" },
  ready: { label: m.uploads_state_ready(), variant: "primary" },
  failed: { label: m.uploads_state_failed(), variant: "danger" },
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
            <span className="block text-xs text-muted">{m.uploads_version_of({ name: replaced.name })}</span>
          </p>
        ) : (
          <>
            <Input
              aria-label={m.uploads_name_of({ file: file.name })}
              value={name}
              maxLength={500}
              disabled={!isEditable}
              onChange={(event) => onChange({ name: event.target.value })}
              className="min-w-48 flex-1"
            />
            {upload.dataset === null ? (
              <>
                <Select
                  aria-label={m.uploads_type_of({ file: file.name })}
                  value={type}
                  disabled={!isEditable}
                  choices={choices(TYPE_LABELS)}
                  onChange={(value) => onChange({ type: value as DocumentType })}
                />
                <Select
                  aria-label={m.uploads_source_of({ file: file.name })}
                  value={source}
                  disabled={!isEditable}
                  choices={choices(SOURCE_LABELS)}
                  onChange={(value) => onChange({ source: value as DocumentSource })}
                />
              </>
            ) : (
              <LawFields upload={upload} disabled={!isEditable} onChange={(law) => onChange({ law })} />
            )}
          </>
        )}
        <span className="w-20 text-right text-xs text-muted tabular-nums">{bytes(file.size)}</span>
        <span className="flex w-32 justify-center" role="status">
          <Badge variant={variant}>
            {isMoving ? m.uploads_state_progress({ state: label, progress: percent(progress / 100) }) : label}
          </Badge>
        </span>
        {state === "failed" && (
          <Button
            variant="ghost"
            size="smallIcon"
            aria-label={m.uploads_retry({ name })}
            onClick={() => onChange({ state: "chosen", reason: null })}
          >
            <RotateCcw />
          </Button>
        )}
        <Button variant="ghost" size="smallIcon" aria-label={m.uploads_remove({ name })} disabled={isMoving} onClick={onRemove}>
          <X />
        </Button>
      </div>
      {isMoving && (
        <div className="mt-2">
          <Progress
            label={state === "uploading" ? m.uploads_uploading_named({ name }) : m.uploads_processing_named({ name })}
            percent={progress}
          />
        </div>
      )}
      {reason && <p className="mt-2 text-[0.8125rem] text-danger">{reason}</p>}
    </li>
  );
}
