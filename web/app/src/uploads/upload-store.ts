import { warnBeforeUnload } from "@/lib/before-unload";

import { isInProgress, isLostOnUnload, newUpload, type ReplacedDocument, type Upload } from "./upload";

interface StoreState {
  uploads: Upload[];
  /** Whether the upload dialog is open. */
  isShown: boolean;
}

let state: StoreState = { uploads: [], isShown: false };
const listeners = new Set<() => void>();

/** The uploads of this window. They continue when the page or the dialog changes. */
export const uploadStore = {
  get: () => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  add: (files: File[], replaced: ReplacedDocument | null = null) =>
    set({ uploads: [...state.uploads, ...files.map((file) => newUpload(file, replaced))] }),
  change: (key: string, changes: Partial<Upload>) =>
    set({ uploads: state.uploads.map((upload) => (upload.key === key ? { ...upload, ...changes } : upload)) }),
  remove: (key: string) => set({ uploads: state.uploads.filter((upload) => upload.key !== key) }),
  show: () => set({ isShown: true }),
  hide: () => set({ uploads: remaining(state.uploads), isShown: false }),
};

function set(changes: Partial<StoreState>): void {
  state = { ...state, ...changes };
  warnBeforeUnload("uploads", state.uploads.some(isLostOnUnload));
  for (const listener of listeners) {
    listener();
  }
}

/** The uploads to keep when the dialog is closed. */
function remaining(uploads: Upload[]): Upload[] {
  return uploads.some(isInProgress) ? uploads.filter(({ state }) => state !== "refused") : [];
}
