"use client";

import { type DragEvent, useState } from "react";

/** Event handlers that make an element accept dropped files. */
export function useFileDrop(onFiles: (files: File[]) => void) {
  const [isOver, setOver] = useState(false);
  const handlers = {
    onDragOver(event: DragEvent) {
      if (event.dataTransfer.types.includes("Files")) {
        event.preventDefault();
        setOver(true);
      }
    },
    onDragLeave(event: DragEvent) {
      // moving between children is not leaving
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) {
        setOver(false);
      }
    },
    onDrop(event: DragEvent) {
      event.preventDefault();
      setOver(false);
      if (event.dataTransfer.files.length > 0) {
        onFiles([...event.dataTransfer.files]);
      }
    },
  };
  return { isOver, handlers };
}
