"use client";

import { Upload } from "lucide-react";
import { useRef } from "react";

import { Button } from "@/components/ui/button";
import { classes } from "@/lib/classes";
import * as m from "@/paraglide/messages";

import { useFileDrop } from "./use-file-drop";

interface Props {
  /** The IDs of the area and its field, where tests of others rely on them. */
  ids?: { area: string; input: string };
  label: string;
  accept: string;
  isMultiple?: boolean;
  onFiles: (files: File[]) => void;
}

export function DropZone({ ids, label, accept, isMultiple = false, onFiles }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const { isOver, handlers } = useFileDrop(onFiles);
  return (
    <div
      id={ids?.area}
      {...handlers}
      className={classes(
        "flex flex-wrap items-center justify-center gap-x-4 gap-y-3 rounded-lg border border-dashed border-field/70 px-6 py-6 text-muted transition-colors",
        isOver && "border-link bg-tint",
      )}
    >
      <Upload aria-hidden className="size-5" />
      <p>{label}</p>
      <Button size="small" onClick={() => input.current?.click()}>
        {isMultiple ? m.uploads_choose_files() : m.uploads_choose_file()}
      </Button>
      <input
        ref={input}
        id={ids?.input}
        type="file"
        aria-label={label}
        accept={accept}
        multiple={isMultiple}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </div>
  );
}
