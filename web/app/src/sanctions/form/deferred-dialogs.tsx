"use client";

import type { WatchedSourceOut } from "sisuiq-client";

import { deferred, type Placeholder } from "@/components/ui/deferred";
import { DialogPlaceholder } from "@/components/ui/dialog-placeholder";

interface Closable {
  onClose: () => void;
}

const placeholder = (state: Placeholder, { onClose }: Closable) => <DialogPlaceholder {...state} onClose={onClose} />;

export const NewSourceDialog = deferred<Closable>(async () => (await import("./source-dialogs")).NewSourceDialog, placeholder);
export const EditSourceDialog = deferred<Closable & { source: WatchedSourceOut }>(
  async () => (await import("./source-dialogs")).EditSourceDialog,
  placeholder,
);
