import { warnBeforeUnload } from "@/lib/before-unload";

import { isInProgress, isLostOnUnload, newUpload, type ReplacedDocument, type Upload } from "./upload";

interface StoreState {
  uploads: Upload[];
  /** Whether the upload dialog is open. */
  isShown: boolean;
  /** The dataset of sanctions law that files are added to; null for none. */
  dataset: string | null;
}

let state: StoreState = { uploads: [], isShown: false, dataset: null };
const listeners = new Set<() => void>();

/** The uploads of this window. They continue when the page or the dialog changes. */
export const uploadStore = {
  get: () => state,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  add: (files: File[], replaced: ReplacedDocument | null = null) =>
    set({ uploads: [...state.uploads, ...files.map((file) => newUpload(file, replaced, state.dataset))] }),
  /** Opens the dialog with files for a dataset. */
  addTo(dataset: string, files: File[]): void {
    set({ isShown: true, dataset });
    uploadStore.add(files);
  },
  change: (key: string, changes: Partial<Upload>) =>
    set({ uploads: state.uploads.map((upload) => (upload.key === key ? { ...upload, ...changes } : upload)) }),
  remove: (key: string) => set({ uploads: state.uploads.filter((upload) => upload.key !== key) }),
  show: () => set({ isShown: true }),
  hide: () => set({ uploads: remaining(state.uploads), isShown: false, dataset: null }),
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
