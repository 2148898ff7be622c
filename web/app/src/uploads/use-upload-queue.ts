"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useReducer, useRef } from "react";
import { orThrow, type DocumentOut, type DocumentSource, type DocumentType } from "sisuiq-client";

import { api } from "@/lib/api";
import { explain } from "@/lib/problems";

import { storeDocument } from "./store-file";

export interface Upload {
  key: string;
  file: File;
  name: string;
  type: DocumentType;
  source: DocumentSource;
  state: "chosen" | "refused" | "uploading" | "processing" | "ready" | "failed";
  /** Percent of what is under way. */
  progress: number;
  reason: string | null;
}

type Change =
  | { kind: "added"; files: File[] }
  | { kind: "changed"; key: string; upload: Partial<Upload> }
  | { kind: "removed"; key: string };

const LOOK_AGAIN = 1_500;
const LISTS = ["/api/admin/documents", "ready documents"];

/** Files that are uploaded one after the other, each until it is ready or has failed. */
export function useUploadQueue(isAdmin: boolean, files: File[] = []) {
  const queries = useQueryClient();
  const [uploads, dispatch] = useReducer(changed, files, (first) => first.map(chosen));
  const isRunning = useRef(false);

  const add = useCallback((files: File[]) => dispatch({ kind: "added", files }), []);
  const change = useCallback((key: string, upload: Partial<Upload>) => dispatch({ kind: "changed", key, upload }), []);
  const remove = useCallback((key: string) => dispatch({ kind: "removed", key }), []);

  const run = useCallback(async () => {
    if (isRunning.current) {
      return;
    }
    isRunning.current = true;
    const lookAgain = () => LISTS.forEach((list) => void queries.invalidateQueries({ queryKey: [list] }));
    for (const upload of uploads.filter(({ state }) => state === "chosen")) {
      const tell = (news: Partial<Upload>) => change(upload.key, news);
      try {
        tell({ state: "uploading", progress: 0, reason: null });
        const id = await storeDocument(upload, isAdmin, (share) => tell({ progress: Math.round(share * 100) }));
        lookAgain();
        await follow(id, tell);
      } catch (error) {
        tell({ state: "failed", reason: explain(error) });
      }
      lookAgain();
    }
    isRunning.current = false;
  }, [change, isAdmin, queries, uploads]);

  return { uploads, add, change, remove, run };
}

export type UploadQueue = ReturnType<typeof useUploadQueue>;

async function follow(id: string, tell: (news: Partial<Upload>) => void): Promise<void> {
  for (;;) {
    const document: DocumentOut = await orThrow(api.GET("/api/documents/{id}", { params: { path: { id } } }));
    if (document.status === "ready") {
      return tell({ state: "ready", progress: 100 });
    }
    if (document.status === "failed") {
      return tell({ state: "failed", reason: document.error?.detail ?? "The file could not be read." });
    }
    tell({ state: "processing", progress: document.progress });
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}

function changed(uploads: Upload[], change: Change): Upload[] {
  switch (change.kind) {
    case "added":
      return [...uploads, ...change.files.map(chosen)];
    case "changed":
      return uploads.map((upload) => (upload.key === change.key ? { ...upload, ...change.upload } : upload));
    case "removed":
      return uploads.filter(({ key }) => key !== change.key);
  }
}

function chosen(file: File): Upload {
  const isPdf = /\.pdf$/i.test(file.name);
  return {
    key: crypto.randomUUID(),
    file,
    name: file.name,
    type: "other",
    source: "other",
    state: isPdf ? "chosen" : "refused",
    progress: 0,
    reason: isPdf ? null : "Only PDF files can be read.",
  };
}
